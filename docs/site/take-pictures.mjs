// Takes the pictures of docs/pictures from the docs site in Chromium: what the README opens with, and the site itself.
// usage: npm run docs -- build && node docs/site/take-pictures.mjs

import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ImageEngine } from '../../packages/core/dist/index.js'
import { ROOT } from '../../scripts/setup/step.mjs'
import { chromiumPath } from '../../scripts/setup/system-tools.mjs'

const FOLDER = join(ROOT, 'docs/pictures')
const QUALITY = 78

/** `scale`: pixels of the picture for one of the page, as screens have them; of the whole window unless an element is named. */
const PICTURES = [
  { name: 'result', path: '/', width: 1280, height: 900, scale: 1.5, element: '.show-piece' },
  { name: 'site-home', path: '/', width: 1280, height: 1100, scale: 1 },
  { name: 'site-directives', path: '/directives.html#fit', width: 1280, height: 1100, scale: 1 },
  { name: 'site-phone', path: '/directives.html#blur', width: 390, height: 844, scale: 1.5, isDark: true },
]

const require = createRequire(join(ROOT, 'e2e/package.json'))
const load = async name => import(pathToFileURL(require.resolve(name)).href)
const [{ chromium }, { preview }] = [require('playwright-core'), await load('vite')]

const site = await preview({
  root: join(ROOT, 'docs/site/.vitepress'),
  configFile: false,
  logLevel: 'error',
  preview: { port: 0, host: '127.0.0.1' },
})
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
try {
  await mkdir(FOLDER, { recursive: true })
  for (const picture of PICTURES) await take(picture)
} finally {
  await browser.close()
  await site.close()
}

async function take({ name, path, width, height, scale, element, isDark = false }) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: isDark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${site.httpServer.address().port}${path}`, { waitUntil: 'networkidle' })
  await page.evaluate(() => document.fonts.ready)
  const shot = await (element === undefined ? page : page.locator(element)).screenshot()
  await context.close()
  const bytes = await ImageEngine.from(shot).toFile(join(FOLDER, `${name}.webp`), 'webp', QUALITY)
  process.stdout.write(`docs/pictures/${name}.webp: ${bytes} bytes\n`)
}
