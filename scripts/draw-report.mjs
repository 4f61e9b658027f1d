// node scripts/draw-report.mjs [folder]: builds a small site with a report, and draws what a browser shows of it, light and
// dark, for docs/report.md. With a folder, the pictures stay there as PNG, to be looked at.

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(join(ROOT, 'e2e/package.json'))
const load = name => import(pathToFileURL(require.resolve(name)).href)

const FOLDERS = {
  'src/home/hero': ['bridge', 'festival'],
  'src/home/teasers': ['coffee-van', 'pepper'],
  'src/journal/2026': ['lifeguard-hut', 'tomb'],
  'src/people': ['concert', 'smile'],
}
const QUERY = 'w=480;960;1440&format=avif;webp;jpg&as=picture'
const HERO_QUERY = 'w=480;1280;2000&format=avif;webp&as=picture'

const site = mkdtempSync(join(tmpdir(), 'lazy-image-report-'))
try {
  await build()
  await draw(process.argv[2])
} finally {
  rmSync(site, { recursive: true, force: true })
}

async function build() {
  const imports = { home: [], journal: [], people: [] }
  for (const [folder, names] of Object.entries(FOLDERS)) {
    mkdirSync(join(site, folder), { recursive: true })
    for (const name of names) {
      cpSync(join(ROOT, `examples/shared/photographs/${name}.jpg`), join(site, folder, `${name}.jpg`))
      const [, page, ...rest] = folder.split('/')
      const query = folder.includes('hero') ? HERO_QUERY : QUERY
      imports[page].push(`./${[...rest, `${name}.jpg`].join('/')}?${query}`)
    }
  }
  for (const [page, specifiers] of Object.entries(imports)) {
    const lines = specifiers.map((specifier, index) => `import picture${index} from '${specifier}'`)
    const list = specifiers.map((_, index) => `picture${index}`).join(', ')
    writeFileSync(
      join(site, `src/${page}/page.js`),
      `${lines.join('\n')}\ndocument.title = JSON.stringify([${list}])\n`,
    )
    writeFileSync(
      join(site, `${page}.html`),
      `<!doctype html><script type="module" src="/src/${page}/page.js"></script>\n`,
    )
  }
  symlinkSync(join(ROOT, 'e2e/node_modules'), join(site, 'node_modules'))
  const { build: viteBuild } = await load('vite')
  const { default: lazyImage } = await load('@lazy-image/vite-plugin')
  await viteBuild({
    root: site,
    configFile: false,
    logLevel: 'warn',
    build: { rolldownOptions: { input: Object.keys(imports).map(page => join(site, `${page}.html`)) } },
    plugins: [
      lazyImage({
        cache: { dir: join(ROOT, 'node_modules/.cache/lazy-image-report') },
        report: { html: 'lazy-image-report.html', measure: '**/bridge.jpg' },
        budgets: [{ include: 'src/home/**', maxBytes: '150 kB', severity: 'warn' }],
      }),
    ],
  })
}

async function draw(kept) {
  const { chromium } = require('playwright-core')
  const executablePath = process.env.LAZY_IMAGE_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, colorScheme })
    const page = await context.newPage()
    await page.goto(pathToFileURL(join(site, 'lazy-image-report.html')).href)
    if (colorScheme === 'dark') await page.getByRole('button', { name: 'Bytes' }).click()
    await page
      .locator('.row')
      .nth(colorScheme === 'light' ? 1 : 0)
      .click()
    await page.waitForFunction(() => [...document.images].every(image => image.complete))
    const png = await page.screenshot({ animations: 'disabled' })
    await save(colorScheme, png, kept)
    await context.close()
  }
  await browser.close()
}

async function save(name, png, kept) {
  if (kept !== undefined) {
    mkdirSync(kept, { recursive: true })
    writeFileSync(join(kept, `report-${name}.png`), png)
    return
  }
  const { ImageEngine } = await import('../packages/core/dist/index.js')
  const folder = join(ROOT, 'docs/pictures')
  mkdirSync(folder, { recursive: true })
  const data = await ImageEngine.from(png).toBuffer('webp', 70)
  writeFileSync(join(folder, `report-${name}.webp`), data)
  console.info(`docs/pictures/report-${name}.webp: ${data.length} bytes`)
}
