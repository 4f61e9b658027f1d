import { existsSync } from 'node:fs'
import lazyImage from '@lazy-image/vite-plugin'
import { describe, expect, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

const files = {
  'src/a.jpg': fixture('a.jpg'),
  'src/small.png': fixture('small.png'),
  'src/client.js': "export { default as shared } from './a.jpg?w=58&format=webp'\n",
  'src/server.js': `export { default as shared } from './a.jpg?w=58&format=webp'
export { default as own } from './small.png?w=20&format=webp'
`,
}

const ORDERS: readonly { order: string; names: readonly (readonly string[])[] }[] = [
  { order: 'client first', names: [['client'], ['ssr']] },
  { order: 'server first', names: [['ssr'], ['client']] },
  { order: 'both at once', names: [['client', 'ssr']] },
]

describe.each(Object.entries(VITES))('an app that %s builds', (_, vite) => {
  const cases = ORDERS.flatMap(order => [false, true].map(ssrEmitsAssets => ({ ...order, ssrEmitsAssets })))
  test.each(cases)(
    'has every image that its server refers to, $order, the server has files of its own: $ssrEmitsAssets',
    async ({ names, ssrEmitsAssets }) => {
      const project = new Project(files)
      const environment = (name: string, input: string) => ({
        build: {
          emitAssets: name === 'client' || ssrEmitsAssets,
          outDir: `dist/${name}`,
          rollupOptions: {
            input: project.path(input),
            preserveEntrySignatures: 'strict' as const,
            output: { entryFileNames: 'entry.js' },
          },
        },
      })
      const builder = await vite.createBuilder({
        root: project.root,
        configFile: false,
        logLevel: 'warn',
        customLogger: recordedLogger(),
        plugins: [lazyImage({ cache: false })],
        environments: { client: environment('client', 'src/client.js'), ssr: environment('ssr', 'src/server.js') },
        builder: {
          async buildApp({ build, environments }) {
            for (const together of names) {
              await Promise.all(
                together.map(async name => {
                  const found = environments[name]
                  if (found !== undefined) await build.call(builder, found)
                }),
              )
            }
          },
        },
      })
      await builder.buildApp()
      const { shared, own } = await exportsOf(project.path('dist/ssr/entry.js'))
      for (const url of [shared, own]) expect(existsSync(project.path(`dist/client${url}`)), String(url)).toBe(true)
      expect((await exportsOf(project.path('dist/client/entry.js')))['shared']).toBe(shared)
      const besideServer = project.list('dist/ssr').filter(file => file !== 'entry.js')
      expect(besideServer.map(file => `/${file}`)).toEqual(ssrEmitsAssets ? [shared, own].sort() : [])
    },
  )

  test('has the images of its page, whose plugins come from a file that is read for every environment', async () => {
    const project = new Project({
      ...files,
      'index.html':
        '<img src="./src/a.jpg?w=58&format=webp" alt=""><script type="module" src="/src/client.js"></script>',
      'vite.config.js': `import lazyImage from '@lazy-image/vite-plugin'
const environment = (name, options) => ({ build: { outDir: \`dist/\${name}\`, ...options } })
export default {
  plugins: [lazyImage({ cache: false })],
  builder: {},
  environments: { client: environment('client'), ssr: environment('ssr', { ssr: 'src/server.js' }) },
}
`,
    })
    const builder = await vite.createBuilder({ root: project.root, customLogger: recordedLogger() })
    await builder.buildApp()
    const [, url = ''] = /<img src="([^"]+)"/.exec(project.read('dist/client/index.html')) ?? []
    expect(url).toMatch(/^\/assets\/a-.+\.webp$/)
    expect(existsSync(project.path(`dist/client${url}`))).toBe(true)
  })
})
