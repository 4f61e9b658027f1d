import type { Locator, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { openPage } from './browser.js'
import { fixture, photograph } from './fixture.js'

/** A page that lets nothing run and nothing be shown but what its own server has. */
const STRICT = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'"

/**
 * A page with a picture three times too large, one that is the largest and loaded lazily, one in a shadow root, one behind an
 * element, and one that is nobody's business. Vite's page lies in the root, those of servers of webpack's kind in `public`.
 */
export const PANEL_PAGE: Readonly<Record<string, string | Uint8Array>> = {
  'index.html': pageWith('<script type="module" src="/src/entry.js"></script>'),
  'public/index.html': pageWith('<script defer src="/main.js"></script>'),
  'public/plain.png': fixture('small.png'),
  'src/entry.js': `import hero from './bridge.jpg?w=800&format=webp&as=img'
import large from './a.jpg?w=300&format=jpg&as=img'
import inside from './pepper.jpg?w=120&format=webp&as=img'
import behind from './tomb.jpg?w=200&format=webp'

const root = document.querySelector('#shadow').attachShadow({ mode: 'open' })
const add = (parent, { src, w, h }, more, style = {}) => {
  const image = new Image()
  Object.assign(image, { alt: 'a picture', width: w, height: h, ...more, src })
  Object.assign(image.style, style)
  parent.append(image)
}
add(document.querySelector('#first'), hero, { id: 'hero', loading: 'lazy' })
add(document.querySelector('main'), large, { id: 'large' }, { width: '100px', height: 'auto' })
add(root, inside, {})
const backgroundImage = 'url("' + behind + '")'
Object.assign(document.querySelector('#behind').style, { width: '200px', height: '100px', backgroundImage, backgroundSize: 'cover' })
const plain = new Image(64, 96)
plain.src = new URL('./plain.jpg', import.meta.url).href
document.querySelector('main').append(plain)
`,
  'src/plain.jpg': fixture('rot6.jpg'),
  'src/bridge.jpg': photograph('bridge.jpg'),
  'src/pepper.jpg': photograph('pepper.jpg'),
  'src/tomb.jpg': photograph('tomb.jpg'),
  'src/a.jpg': fixture('a.jpg'),
}

function pageWith(script: string): string {
  return `<!doctype html>
<meta http-equiv="Content-Security-Policy" content="${STRICT}">
<link rel="icon" href="/plain.png">
<div id="first"></div>
<main><div id="behind"></div><div id="shadow"></div></main>
${script}
`
}

/** The panel of a page. */
export interface PanelOnPage {
  page: Page
  troubles: readonly string[]
  button: Locator
  rows: Locator
  row(name: string): Locator
}

/** Opens a page that has the panel; the panel itself is closed. */
export async function openPanelPage(url: string): Promise<PanelOnPage> {
  const { page, troubles, close } = await openPage(url)
  onTestFinished(close)
  const button = page.locator('lazy-image-panel .open')
  await button.waitFor()
  const rows = page.locator('lazy-image-panel .row')
  return { page, troubles, button, rows, row: name => rows.filter({ hasText: name }) }
}
