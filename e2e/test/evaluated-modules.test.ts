import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import lazyImage from '@lazy-image/vite-plugin'
import type { InlineConfig } from 'vite'
import { createServerModuleRunner, type Environment } from 'vite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { libraryBuild, recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

const VITEST = dirname(createRequire(import.meta.url).resolve('vitest/package.json'))

const VALUES = `import url from './a.jpg?w=40&format=webp'
import { w, h, placeholder } from './a.jpg?w=40&as=img&placeholder=color'
import facts from './a.jpg?w=40&format=webp&as=metadata:width;format;size'
import inline from './a.jpg?w=8&format=webp&inline'
export default { url, w, h, placeholder, facts, inline }
`

const EVALUATED = {
  url: expect.stringMatching(/^\/src\/a\.jpg\?.*k=[0-9a-f]{32}$/),
  w: 40,
  h: 27,
  placeholder: expect.stringMatching(/^#[0-9a-f]{6}$/),
  facts: { width: 40, format: 'webp', size: expect.any(Number) },
  inline: expect.stringMatching(/^data:image\/webp;base64,UklGR/),
}

const files = { 'src/a.jpg': fixture('a.jpg'), 'src/values.js': VALUES }

const configOf = (project: Project): InlineConfig => ({
  root: project.root,
  configFile: false,
  customLogger: recordedLogger(),
  optimizeDeps: { noDiscovery: true },
  plugins: [lazyImage({ cache: false })],
})

describe('code that runs has the values of images', () => {
  test('in a module runner', async () => {
    const server = await VITES['vite 8'].createServer(configOf(new Project(files)))
    onTestFinished(() => server.close())
    const runner = createServerModuleRunner(server.environments.ssr)
    expect((await runner.import('/src/values.js')).default).toEqual(EVALUATED)
  })

  test('in ssrLoadModule', async () => {
    const server = await VITES['vite 7'].createServer(configOf(new Project(files)))
    onTestFinished(() => server.close())
    expect((await server.ssrLoadModule('/src/values.js'))['default']).toEqual(EVALUATED)
  })

  test('in a plugin that evaluates a module while a build runs, as vanilla-extract does', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "export { default } from './style.css.js'\n",
      'src/style.css.js': '',
    })
    let seen: unknown
    const evaluating = {
      name: 'evaluating',
      async transform(this: { environment: Environment }, _code: string, id: string) {
        if (!id.endsWith('style.css.js')) return undefined
        const server = await VITES['vite 8'].createServer({
          ...configOf(project),
          server: { middlewareMode: true, ws: false },
        })
        seen = (await server.ssrLoadModule('/src/values.js'))['default']
        await server.close()
        return 'export default 1'
      },
    }
    const { plugins = [], ...config } = configOf(project)
    await VITES['vite 8'].build({
      ...config,
      logLevel: 'warn',
      plugins: [...plugins, evaluating],
      build: libraryBuild(project),
    })
    expect(seen).toEqual(EVALUATED)
  })

  test('in Vitest', async () => {
    const project = new Project({
      ...files,
      'vitest.config.js': `import { imagetools } from '@lazy-image/vite-plugin'
export default { plugins: [imagetools({ cache: { enabled: false } })], test: { include: ['src/*.spec.js'] } }
`,
      'src/values.spec.js': `import { expect, test } from 'vitest'
import values from './values.js'
test('values', () => {
  expect([values.w, values.h, values.facts.width]).toEqual([40, 27, 40])
  expect(values.url).toMatch(/^\\/src\\/a\\.jpg\\?/)
  expect(values.placeholder).toMatch(/^#[0-9a-f]{6}$/)
  expect(values.inline).toMatch(/^data:image/)
})
`,
    })
    symlinkSync(VITEST, project.path('node_modules/vitest'))
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(VITEST, 'vitest.mjs'), 'run', '--root', project.root],
      {
        cwd: project.root,
        env: { ...process.env, VITEST: undefined, NO_COLOR: '1' },
      },
    )
    expect(stdout).toMatch(/Tests +1 passed/)
  })
})
