import { hydrateRoot } from 'react-dom/client'
import { App } from './App.jsx'

const props = JSON.parse(document.querySelector('#props').textContent)
hydrateRoot(document.querySelector('#root'), <App {...props} />)
