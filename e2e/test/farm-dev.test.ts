import { renameSync } from 'node:fs'
import { createCompiler, createDevServer, resolveConfig } from '@farmfe/core'
import lazyImage from '@lazy-image/unplugin/farm'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { freePort } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { farmLogger } from '../support/hosts/farm.js'
import { beginBuild } from '../support/hosts/host.js'
import { Project } from '../support/project.js'
import { shows, showsBehind } from '../support/reloading-page.js'
import { totals } from '../support/totals.js'
import { until } from '../support/until.js'
import { withComment } from '../support/with-comment.js'

const PAGE = {
  'index.html':
    '<!doctype html><html><head><link rel="icon" href="data:,"></head><body><div id="css"></div><script type="module" src="./src/entry.js"></script></body></html>',
  'src/entry.js': `import image from './a.jpg?w=310&format=webp&as=img'
import './page.css'

const shown = document.createElement('img')
Object.assign(shown, { src: image.src, width: image.w, height: image.h })
document.body.append(shown)
`,
  'src/page.css': '#css { height: 9px; background: url(./b.png?w=20&format=webp) }\n',
  'src/a.jpg': fixture('a.jpg'),
  'src/b.png': fixture('small.png'),
}

/** It sees a change wherever the temporary folder lies. Farm's type has `true & UserHmrConfig` for one of the two. */
const POLLING = { watchOptions: { usePolling: true, interval: 30 } } as never

/** Farm's dev server with its file watcher and hot replacement, until the test has finished. */
async function serve(project: Project) {
  const { options, batches } = beginBuild(project, { logger: { info: () => {}, warn: () => {} } })
  const { logger } = farmLogger()
  const port = await freePort()
  const config = await resolveConfig(
    {
      root: project.root,
      compilation: {
        input: { index: './index.html' },
        persistentCache: false,
        presetEnv: false,
        sourcemap: false,
        lazyCompilation: false,
      },
      server: { port, strictPort: true, hmr: POLLING },
      plugins: [lazyImage(options)],
    },
    'development',
    logger,
  )
  const server = await createDevServer(await createCompiler(config, logger), config, logger)
  await server.listen()
  onTestFinished(() => server.close())
  return { origin: `http://localhost:${port}`, batches }
}

async function open(origin: string): Promise<Page> {
  const { page, close } = await openPage(`${origin}/`)
  onTestFinished(close)
  return page
}

/** Waits until the error overlay, which has Vite’s name, says something. */
function overlaySays(page: Page, pattern: RegExp): Promise<string> {
  return until(async () => {
    const texts = await page
      .evaluate(() =>
        [...document.querySelectorAll('vite-error-overlay')].map(({ shadowRoot }) => shadowRoot?.textContent),
      )
      .catch(() => [])
    return texts.find(text => pattern.test(text ?? '')) ?? undefined
  })
}

test('images of modules and of styles follow their files: edited, replaced, broken, repaired, deleted, restored', async () => {
  const project = new Project(PAGE)
  const { origin } = await serve(project)
  const page = await open(origin)
  await shows(page, 310, 207)
  await showsBehind(page, '20x15')

  project.write({ 'src/a.jpg': fixture('rot6.jpg') })
  await shows(page, 310, 465)
  project.write({ 'src/next.jpg': fixture('a.jpg') })
  renameSync(project.path('src/next.jpg'), project.path('src/a.jpg'))
  await shows(page, 310, 207)
  project.write({ 'src/b.png': withComment(fixture('a.jpg'), 'other') })
  await showsBehind(page, '20x13')
  project.write({ 'src/b.png': fixture('small.png') })
  await showsBehind(page, '20x15')

  project.write({ 'src/a.jpg': 'a text' })
  const text = await overlaySays(page, /SOURCE_NOT_AN_IMAGE/)
  expect(text).toMatch(/src\/entry\.js:1:19/)
  expect(text).toContain("1 | import image from './a.jpg?w=310&format=webp&as=img'")
  project.write({ 'src/a.jpg': fixture('rot6.jpg') })
  await shows(page, 310, 465)

  project.remove('src/a.jpg')
  expect(await overlaySays(page, /SOURCE_NOT_FOUND/)).toMatch(/src\/entry\.js:1:19/)
  project.write({ 'src/a.jpg': fixture('a.jpg') })
  await shows(page, 310, 207)

  project.remove('src/b.png')
  expect(await overlaySays(page, /SOURCE_NOT_FOUND/)).toMatch(/src\/page\.css:1:\d+/)
  project.write({ 'src/b.png': fixture('small.png') })
  await showsBehind(page, '20x15')
  await page.locator('vite-error-overlay').waitFor({ state: 'detached' })
})

test('two hundred pictures on one page: the script waits for none, no request fails, each is encoded once', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `p${index}`)
  const project = new Project({
    'index.html': PAGE['index.html'],
    ...Object.fromEntries(names.map(name => [`src/${name}.png`, withComment(fixture('small.png'), name)])),
    'src/entry.js': `${names.map(name => `import ${name} from './${name}.png?w=8&format=webp'`).join('\n')}
for (const src of [${names.join(', ')}]) document.body.append(Object.assign(new Image(), { src }))
`,
  })
  const { origin, batches } = await serve(project)
  expect(totals(batches)).toMatchObject({ encodes: 0 })
  const { page, troubles, close } = await openPage(`${origin}/`)
  onTestFinished(close)
  await page.waitForFunction(
    () => document.images.length === 200 && [...document.images].every(({ naturalWidth }) => naturalWidth === 8),
  )
  expect(troubles).toEqual([])
  expect(totals(batches)).toMatchObject({ decodes: 200, encodes: 200 })
})
