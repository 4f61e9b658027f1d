// What a page of a dev server loads: a button, and behind it what is known of the page's pictures.

import { Panel } from './view/panel.js'

const HOST = 'lazy-image-panel'

/** The page of a frame is looked at by itself, where somebody opens it; in the page around it, it would have two panels. */
const isWhole = window.top === window

function begin(): void {
  if (document.querySelector(HOST) !== null) return
  const host = document.createElement(HOST)
  // Beside the body: what is a page's own there, and what a framework compares with it, stays as it is.
  document.documentElement.append(host)
  new Panel(host).start()
}

/** When the page has loaded, and is at rest: nothing of it is to be later for the panel. */
function whenAtRest(run: () => void): void {
  const rest = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 2000 })
    else setTimeout(run, 200)
  }
  if (document.readyState === 'complete') rest()
  else addEventListener('load', rest, { once: true })
}

if (isWhole) whenAtRest(begin)
