import { existsSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { ImageEngine } from '@lazy-image/core'
import { imagetools } from '@lazy-image/vite-plugin'
import * as vite6 from 'vite6'
import * as vite62 from 'vite6-2'
import { describe, expect, test } from 'vitest'
import { startDevServer } from '../support/dev-server.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithVite, recordedLogger, VITES, type Vite } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

const OLD = vite62 as unknown as Vite
const SIX = vite6 as unknown as Vite

const ENTRY = `export { default as url } from './a.jpg?w=40&format=webp'
export { default as list } from './a.jpg?w=30;20&format=webp'
export { default as img } from './a.jpg?w=40&format=webp&as=img&placeholder=color'
`

const files = { 'src/a.jpg': fixture('a.jpg'), 'src/entry.js': ENTRY }

/** Where a project has the Vite that it runs. */
function projectWith(name: string): Project {
  const project = new Project(files)
  rmSync(project.path('node_modules/vite'))
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  symlinkSync(realpathSync(dirname(manifest)), project.path('node_modules/vite'))
  return project
}

describe('Vite 6', () => {
  test('builds the same values and bytes as Vite 8', async () => {
    const built = async (vite: Vite) => {
      const project = new Project(files)
      const { failure, batches, warnings, entry } = await buildWithVite(vite, project)
      expect(failure).toBeNull()
      expect(warnings).toBe('')
      const bytes = project.list('dist/assets').map(name => readFileSync(project.path(`dist/assets/${name}`), 'base64'))
      // Names are as Vite makes them, and its hashes are not always the same.
      const values = JSON.stringify(await exportsOf(entry)).replaceAll(/a-[\w-]{8}\./g, 'a.')
      return { encodes: totals(batches).encodes, values, bytes: bytes.sort() }
    }
    const six = await built(SIX)
    expect(six.bytes).toHaveLength(3)
    expect(six).toEqual(await built(VITES['vite 8']))
  })

  test('follows pages, stylesheets, new URL() and workers in builds', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'index.html':
        '<img src="./src/a.jpg?w=21"><style>p { background: url(./src/a.jpg?w=22) }</style><script type="module" src="/src/entry.js"></script>',
      'src/entry.js': `import './a.scss'
console.log(new URL('./a.jpg?w=23', import.meta.url).href)
new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
`,
      'src/deep/_partial.scss': '$v: 27; .p { background: url("../a.jpg?w=#{$v}") }',
      'src/a.scss':
        '@use "./deep/partial"; $w: 24; .a { background: url("./a.jpg?w=#{$w}"), url("./a.jpg?w=25&densities=1x;2x") }',
      'src/worker.js': "import url from './a.jpg?w=26'\npostMessage(url)\n",
    })
    const { failure } = await buildWithVite(
      SIX,
      project,
      {},
      { build: { rollupOptions: { input: project.path('index.html') } } },
    )
    expect(failure).toBeNull()
    const pictures = project.list('dist').filter(name => name.endsWith('.jpg'))
    const facts = await Promise.all(
      pictures.map(name => ImageEngine.from(readFileSync(project.path(`dist/${name}`))).inspect()),
    )
    expect(facts.map(({ width }) => width).sort()).toEqual([21, 22, 23, 24, 25, 26, 27, 50])
  })

  test('serves images in dev', async () => {
    const dev = await startDevServer(SIX, new Project(files))
    const { url } = (await dev.server.ssrLoadModule('/src/entry.js')) as { url: string }
    const response = await dev.get(url)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp'])
  })
})

describe('a Vite that is too old', () => {
  test('is refused in one sentence', async () => {
    const project = projectWith('vite6-2')
    const settings = { root: project.root, configFile: false as const, customLogger: recordedLogger() }
    const failure = await OLD.build({ ...settings, plugins: [imagetools()] }).then(
      () => null,
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({
      code: 'FEATURE_UNSUPPORTED',
      message: 'lazy-image needs Vite 6.3 or newer, but this is Vite 6.2.7: npm install --save-dev vite@latest',
    })
    expect(existsSync(project.path('dist'))).toBe(false)
  })
})
