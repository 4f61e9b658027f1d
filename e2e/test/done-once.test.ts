import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { countWork } from '../support/count-work.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { HOSTS, WEBPACK_LIKE } from '../support/hosts.js'
import { Project } from '../support/project.js'

/** Six requests for two pictures, with nine outputs; one request is imported twice. */
const project = () =>
  new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/rot6.jpg': fixture('rot6.jpg'),
    'src/entry.js': `export { default as one } from './a.jpg?w=310&format=webp'
export { default as list } from './a.jpg?w=311;312&format=webp'
export { default as picture } from './a.jpg?w=313;314&format=webp;jpg&as=picture'
export { default as other } from './rot6.jpg?w=315'
export { default as inline } from './rot6.jpg?w=20&inline'
export { default as again } from './again.js'
`,
    'src/again.js': `export { default } from './a.jpg?w=310&format=webp'
`,
  })

const REQUESTS = 5
const OUTPUTS = 9
const SOURCES = 2

describe.each(HOSTS)('$name', host => {
  test('parses a request, computes a key and probes a source once in a build', async () => {
    const built = project()
    const counts = await countWork(async () => {
      expect((await host.build(built)).failure).toBeNull()
    })
    expect(counts).toMatchObject({ requests: REQUESTS, keys: OUTPUTS, probes: SOURCES })
    // A bundler whose files are modules asks for those of a list one by one: their queries are texts of their own.
    const alone = WEBPACK_LIKE.has(host) ? 6 : 0
    expect(counts.parses).toBe(REQUESTS + alone)
    // Each source is looked at before it is planned, and when it has been read.
    expect(counts.looks).toBe(2 * SOURCES)
  })

  test('reads none of the sources in a build that has everything in its cache', async () => {
    const built = project()
    // What was written within a tick of the clock before it is read is not trusted.
    await wait(30)
    await host.build(built)
    const counts = await countWork(() => host.build(built))
    expect(counts).toMatchObject({ requests: REQUESTS, keys: OUTPUTS, probes: 0, reads: 0, looks: SOURCES })
  })
})

describe.each(Object.entries(VITES))('%s: client and server', (_name, vite) => {
  test('built together understand a request once, and look at a source once a side', async () => {
    const built = project()
    built.write({
      'src/server.js': "export * from './entry.js'\nexport { default as own } from './rot6.jpg?w=316'\n",
      'vite.config.js': `import lazyImage from '@lazy-image/vite-plugin'
const root = ${JSON.stringify(built.root)}
const environment = (name, input) => ({
  build: { outDir: 'dist/' + name, rollupOptions: { input: root + input, preserveEntrySignatures: 'strict' } },
})
export default {
  builder: {},
  environments: { client: environment('client', '/src/entry.js'), ssr: environment('ssr', '/src/server.js') },
  plugins: [lazyImage({ cache: false, logger: { info() {}, warn() {} } })],
}
`,
    })
    const counts = await countWork(async () => {
      const builder = await vite.createBuilder({ root: built.root, logLevel: 'silent' })
      await builder.buildApp()
    })
    // One picture is the server's alone.
    expect(counts).toMatchObject({ parses: REQUESTS + 1, requests: REQUESTS + 1, probes: SOURCES })
    expect(counts.keys).toBe(OUTPUTS + (OUTPUTS + 1))
    // Once a side before planning, once when each was read, and once more for what only the server made.
    expect(counts.looks).toBe(2 * SOURCES + SOURCES + 1)
  })
})
