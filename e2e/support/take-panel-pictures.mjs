// Takes the pictures of docs/panel.md: the panel of dev servers on the page of examples/panel, in Chromium, as WebP of our own engine.
// usage: node e2e/support/take-panel-pictures.mjs

import { existsSync, statSync } from 'node:fs'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { ImageEngine } from '@lazy-image/core'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const EXAMPLE = fileURLToPath(new URL('../../examples/panel', import.meta.url))
const DOCS = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

/** Of the screen that they are taken of. */
const PIXEL_RATIO = 2
const QUALITY = 64

const places = [env['LAZY_IMAGE_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = places.find(place => place !== undefined && existsSync(place))
const server = await createServer({ root: EXAMPLE, logLevel: 'warn', server: { host: '127.0.0.1', port: 0 } })
await server.listen()
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })

const { address, port } = server.httpServer.address()

/** @param {'light' | 'dark'} colorScheme @param {(page: import('playwright-core').Page) => Promise<void>} lookAt what is taken. */
async function take(name, colorScheme, lookAt) {
  const viewport = { width: 1120, height: 800 }
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, colorScheme })
  const page = await context.newPage()
  await page.goto(`http://${address}:${port}/`)
  // What is largest, browsers look for until somebody does something.
  await page.locator('lazy-image-panel .badge').getByText('6').waitFor()
  await page.locator('lazy-image-panel .open').click()
  await lookAt(page)
  // Taken with more pixels than the page is told of: what is wrong with its pictures would be another thing there.
  const session = await context.newCDPSession(page)
  const clip = { x: 0, y: 0, ...viewport, scale: PIXEL_RATIO }
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: false })
  const file = DOCS + name
  await ImageEngine.from(Buffer.from(data, 'base64')).toFile(file, 'webp', QUALITY)
  console.log(`docs/pictures/${name}: ${statSync(file).size} bytes`)
  await context.close()
}

const row = (page, name) => page.locator('lazy-image-panel .row').filter({ hasText: name })

await take('panel-list.webp', 'light', async page => {
  await row(page, 'pepper.jpg').hover()
})
await take('panel-finding.webp', 'light', async page => {
  await row(page, 'pepper.jpg').click()
})
await take('panel-compare.webp', 'dark', async page => {
  await row(page, 'bridge.jpg').click()
  await page.locator('lazy-image-panel .begin').click()
  await page.locator('lazy-image-panel').getByLabel('Quality', { exact: true }).fill('30')
  await page.locator('lazy-image-panel .result').getByText('quality 30', { exact: true }).waitFor()
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector('lazy-image-panel') ?? {}
    const other = shadowRoot?.querySelector('.stage .other')
    return shadowRoot?.querySelector('[aria-busy="true"]') === null && other?.complete && other.naturalWidth > 0
  })
  await page.locator('lazy-image-panel .slider').fill('42')
})
await browser.close()
await server.close()
