import lazyImage from '@lazy-image/vite-plugin'
import { rollup } from 'rollup'
import { describe, expect, test } from 'vitest'
import { startDevServer } from '../support/dev-server.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { beginBuild } from '../support/hosts/host.js'
import { rollupConfig } from '../support/hosts/rollup.js'
import { buildWithVite, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

/** Specifiers that look like image requests and are no paths. */
const FOREIGN = [
  '//cdn.example.com/b.png?w=300',
  'https://cdn.example.com/b.png?w=300&format=webp',
  'blob:https://cdn.example.com/b.png?w=300',
  'nobody:b.png?w=300',
]

const IMPORTS_OF_FOREIGN = FOREIGN.map((specifier, index) => `import * as f${index} from '${specifier}'\n`).join('')

/** Leaves what it knows to be elsewhere as it is, as bundlers do with URLs. */
const external = {
  name: 'elsewhere',
  resolveId: (id: string) => (FOREIGN.includes(id) ? { id, external: true } : null),
}

describe('what is no path', () => {
  test.each(Object.entries(VITES))('is left to %s, with a word', async (_, vite) => {
    const project = new Project({ 'src/entry.js': `${IMPORTS_OF_FOREIGN}export const all = [f0, f1, f2, f3]\n` })
    const { failure, warnings, entry } = await buildWithVite(vite, project, {}, { plugins: [external] })
    expect(failure).toBeNull()
    for (const [index, specifier] of FOREIGN.entries()) {
      expect(project.read('dist/entry.js')).toContain(`"${specifier}"`)
      expect(warnings).toContain(`src/entry.js:${index + 1}:21 ${specifier.split('?')[0]} is no path of a file`)
    }
    expect(entry).toBeDefined()
  })

  test('is left to rollup, with a word', async () => {
    const project = new Project({ 'src/entry.js': `${IMPORTS_OF_FOREIGN}export const all = [f0, f1, f2, f3]\n` })
    const { input, output } = rollupConfig(project, beginBuild(project, {}).options)
    const warnings: string[] = []
    const bundle = await rollup({
      ...input,
      plugins: [input.plugins, external],
      onLog: (_level, { message }) => warnings.push(message),
    })
    await bundle.write(output)
    await bundle.close()
    for (const specifier of FOREIGN) {
      expect(project.read('dist/entry.js')).toContain(specifier)
      expect(warnings.join('\n')).toContain(`${specifier.split('?')[0]} is no path of a file`)
    }
  })

  test.each(Object.entries(VITES))(
    'is served by another plugin of %s without a word, and an alias leads to a file',
    async (_, vite) => {
      const project = new Project({
        'src/small.png': fixture('small.png'),
        'src/entry.js': `export { default as made } from 'virtual:b.png?w=300'
export { default as aliased } from 'img:small.png?w=20&format=webp'
`,
      })
      const virtual = {
        name: 'virtual',
        enforce: 'pre' as const,
        resolveId: (id: string) => (id.startsWith('virtual:') ? id : null),
        load: (id: string) => (id.startsWith('virtual:') ? 'export default "VIRTUAL"' : null),
      }
      const settings = {
        plugins: [virtual],
        resolve: { alias: [{ find: /^img:/, replacement: `${project.path('src')}/` }] },
      }
      const { failure, warnings, entry } = await buildWithVite(vite, project, {}, settings)
      expect(failure).toBeNull()
      expect(warnings).toBe('')
      expect(await exportsOf(entry)).toEqual({
        made: 'VIRTUAL',
        aliased: expect.stringMatching(/^\/assets\/small-.+\.webp$/),
      })
      const dev = await startDevServer(vite, project, { config: settings })
      expect(await dev.server.ssrLoadModule('/src/entry.js')).toMatchObject({
        made: 'VIRTUAL',
        aliased: expect.stringMatching(/^\/src\/small\.png\?w=20&format=webp&k=/),
      })
    },
  )
})

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each(['load', 'resolveId'] as const)(
    'a plugin that stands before ours keeps what it answers by %s',
    async hook => {
      const project = new Project({
        'src/small.png': fixture('small.png'),
        'src/entry.js': `export { default as theirs } from './small.png?w=20&mine'
export { default as ours } from './small.png?w=20&format=webp'
`,
      })
      const mine = {
        name: 'mine',
        enforce: 'pre' as const,
        resolveId: (id: string) => (hook === 'resolveId' && id.includes('&mine') ? '\0mine' : null),
        load: (id: string) =>
          id === '\0mine' || (hook === 'load' && id.includes('&mine')) ? 'export default "MINE"' : null,
      }
      const { options } = beginBuild(project, {})
      await vite.build({
        root: project.root,
        configFile: false,
        logLevel: 'silent',
        plugins: [mine, lazyImage(options)],
        build: {
          rollupOptions: {
            input: project.path('src/entry.js'),
            preserveEntrySignatures: 'strict',
            output: { entryFileNames: 'entry.js' },
          },
        },
      })
      expect(await exportsOf(project.path('dist/entry.js'))).toEqual({
        theirs: 'MINE',
        ours: expect.stringMatching(/\.webp$/),
      })
    },
  )

  test('an image that CommonJS requires is the image', async () => {
    const project = new Project({
      'src/small.png': fixture('small.png'),
      'src/common.cjs':
        "exports.url = require('./small.png?w=20&format=webp')\nexports.img = require('./small.png?w=20;30&as=img')\n",
      'src/entry.js': "import common from './common.cjs'\nexport { common }\n",
    })
    const settings = { build: { commonjsOptions: { include: [/\.cjs$/] } } }
    const { failure, entry } = await buildWithVite(vite, project, {}, settings)
    expect(failure).toBeNull()
    expect(await exportsOf(entry)).toMatchObject({
      common: {
        url: { default: expect.stringMatching(/^\/assets\/small-.+\.webp$/) },
        img: { default: { w: 30, h: 23 }, src: expect.stringMatching(/^\/assets\/small-.+\.png$/) },
      },
    })
  })
})
