import { renderToString } from 'react-dom/server'
import { App } from './App.jsx'
import portrait from './pictures/smile.jpg?w=240&format=webp&as=img'

/** Fills in the template of a page. */
export function render(path, template) {
  const data = { path, portrait }
  return template
    .replace('<!--app-->', () => renderToString(<App {...data} />))
    .replace('"data"', () => JSON.stringify(data).replaceAll('<', '\\u003c'))
}
