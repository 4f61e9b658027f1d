import { hydrateRoot } from 'react-dom/client'
import { App } from './App.jsx'

const data = JSON.parse(document.querySelector('#data').textContent)
hydrateRoot(document.querySelector('#root'), <App {...data} />)
