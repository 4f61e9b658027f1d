import { renameSync } from 'node:fs'
import { context } from 'esbuild'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { esbuildConfig, messagesText } from '../support/hosts/esbuild.js'
import { beginBuild } from '../support/hosts/host.js'
import { Project } from '../support/project.js'
import { shows, showsBehind } from '../support/reloading-page.js'
import { totals } from '../support/totals.js'
import { until } from '../support/until.js'
import { withComment } from '../support/with-comment.js'

/** The page loads itself anew as esbuild's own documentation has it. */
const INDEX = `<link rel="icon" href="data:,"><link rel="stylesheet" href="/entry.css"><div id="css"></div>
<script type="module">new EventSource('/esbuild').addEventListener('change', () => location.reload())</script>
<script type="module" src="/entry.js"></script>`

const PAGE = {
  'www/index.html': INDEX,
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

/** Serves and watches a project until the test has finished; what each build has told, the last one at the end. */
async function serve(project: Project) {
  const { options, batches } = beginBuild(project, {})
  const config = esbuildConfig(project, options)
  const told: string[] = []
  const teller = {
    name: 'teller',
    setup: (build: { onEnd(callback: (result: { errors: Parameters<typeof messagesText>[0] }) => void): void }) =>
      build.onEnd(({ errors }) => void told.push(messagesText(errors))),
  }
  const running = await context({ ...config, outdir: 'www', plugins: [...(config.plugins ?? []), teller] })
  onTestFinished(() => running.dispose())
  await running.watch()
  const { port } = await running.serve({ host: '127.0.0.1', servedir: project.path('www'), port: 0 })
  return { origin: `http://127.0.0.1:${port}`, told, batches }
}

async function open(origin: string): Promise<Page> {
  const { page, close } = await openPage(`${origin}/`)
  onTestFinished(close)
  return page
}

function tells(told: readonly string[], pattern: RegExp): Promise<string> {
  return until(() => (pattern.test(told.at(-1) ?? '') ? told.at(-1) : undefined))
}

test('images of modules and of styles follow their files: edited, replaced, broken, repaired, deleted, restored', async () => {
  const project = new Project(PAGE)
  const { origin, told } = await serve(project)
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
  const broken = await tells(told, /SOURCE_NOT_AN_IMAGE/)
  expect(broken).toMatch(/^src\/entry\.js:1:19 /)
  expect(broken).toContain("1 | import image from './a.jpg?w=310&format=webp&as=img'")
  project.write({ 'src/a.jpg': fixture('a.jpg').subarray(0, 20_000) })
  expect(await tells(told, /SOURCE_TRUNCATED/)).toMatch(/^src\/entry\.js:1:19 /)
  project.write({ 'src/a.jpg': fixture('rot6.jpg') })
  await shows(page, 310, 465)

  for (const [name, place] of [
    ['src/a.jpg', /^src\/entry\.js:1:19 /],
    ['src/b.png', /^src\/page\.css:1:\d+ /],
  ] as const) {
    const before = project.readBytes(name)
    project.remove(name)
    expect(await tells(told, /SOURCE_NOT_FOUND/)).toMatch(place)
    const builds = told.length
    project.write({ [name]: before })
    await until(() => (told.length > builds && told.at(-1) === '' ? true : undefined))
    await shows(page, 310, 465)
    await showsBehind(page, '20x15')
  }
})

test('two hundred pictures on one page: no request fails, each is encoded once', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `p${index}`)
  const project = new Project({
    'www/index.html': '<link rel="icon" href="data:,"><script type="module" src="/entry.js"></script>',
    ...Object.fromEntries(names.map(name => [`src/${name}.png`, withComment(fixture('small.png'), name)])),
    'src/entry.js': `${names.map(name => `import ${name} from './${name}.png?w=8&format=webp'`).join('\n')}
for (const src of [${names.join(', ')}]) document.body.append(Object.assign(new Image(), { src }))
`,
  })
  const { origin, batches } = await serve(project)
  const { page, troubles, close } = await openPage(`${origin}/`)
  onTestFinished(close)
  await page.waitForFunction(
    () => document.images.length === 200 && [...document.images].every(({ naturalWidth }) => naturalWidth === 8),
  )
  expect(troubles).toEqual([])
  expect(totals(batches)).toMatchObject({ decodes: 200, encodes: 200 })
})
