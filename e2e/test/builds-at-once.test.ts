import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import type { BatchReport } from '@lazy-image/core'
import lazyImage from '@lazy-image/vite-plugin'
import { describe, expect, test } from 'vitest'
import webpack from 'webpack'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { recordedLogger, VITES } from '../support/hosts/vite.js'
import { webpackConfig } from '../support/hosts/webpack.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

const files = {
  'src/a.jpg': fixture('a.jpg'),
  'src/small.png': fixture('small.png'),
  'src/entry.js': `export { default as list } from './a.jpg?w=40;50;60&format=webp'
export { default as small } from './small.png?w=8&format=webp'
`,
}
const KEYS = 4

/** What is in a comment of where a module lay is no difference. */
function contentsOf(project: Project): Record<string, string> {
  const read = (file: string) =>
    project.readBytes(`dist/${file}`).toString('latin1').replaceAll(project.root.slice(1), '')
  const hash = (file: string) => createHash('sha256').update(read(file)).digest('hex')
  return Object.fromEntries(project.list('dist').map(file => [file, hash(file)]))
}

function repeat<One>(count: number, make: (index: number) => One): One[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

describe.each(HOSTS)('$name', host => {
  test('ten builds in one process write the same, and make each image once', async () => {
    const cache = { dir: new Project({}).cacheFolder }
    const projects = repeat(10, () => new Project(files))
    const built = await Promise.all(projects.map(project => host.build(project, { cache })))
    expect(built.map(({ failure }) => failure)).toEqual(repeat(10, () => null))
    const [first, ...others] = projects.map(contentsOf)
    expect(Object.keys(first ?? {}).filter(file => !/\.m?js$/.test(file))).toHaveLength(KEYS)
    for (const other of others) expect(other).toEqual(first)
    expect(totals(built.flatMap(({ batches }) => batches)).encodes).toBe(KEYS)
  })
})

test('four processes on one empty cache write the same, and make each image once', async () => {
  const shared = new Project({ 'waiting/0': '' })
  const cache = { dir: shared.cacheFolder }
  // Slow enough that all want them before one has made them.
  const entry = files['src/entry.js'].replaceAll('format=webp', 'format=avif').replace('40;50;60', '340;350;360')
  const projects = repeat(4, () => new Project({ ...files, 'src/entry.js': entry }))
  const code = `
import { readdirSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from 'vite'
import lazyImage from '@lazy-image/vite-plugin'
let encodes = 0
const waiting = ${JSON.stringify(shared.path('waiting'))}
writeFileSync(waiting + '/' + process.pid, '')
while (readdirSync(waiting).length <= 4) await wait(5)
const input = ${JSON.stringify('src/entry.js')}
await build({
  configFile: false,
  logLevel: 'silent',
  plugins: [lazyImage({ cache: ${JSON.stringify(cache)}, onBatch: report => { encodes += report.encodes } })],
  build: { rollupOptions: { input, preserveEntrySignatures: 'strict' } },
})
process.stdout.write(String(encodes))
`
  const outputs = await Promise.all(
    projects.map(({ root }) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], { cwd: root }),
    ),
  )
  expect(outputs.map(({ stderr }) => stderr)).toEqual(['', '', '', ''])
  const [first, ...others] = projects.map(contentsOf)
  for (const other of others) expect(other).toEqual(first)
  expect(outputs.reduce((sum, { stdout }) => sum + Number(stdout), 0)).toBe(KEYS)
})

test('the compilers of one webpack build share what they make, and agree on its URL', async () => {
  const project = new Project(files)
  const batches: BatchReport[] = []
  const options = { cache: false, onBatch: (report: BatchReport) => batches.push(report) } as const
  const configs = ['client', 'server'].map(name =>
    webpackConfig(project, options, { name, output: { path: project.path(`dist/${name}`) } }),
  )
  const compiler = webpack(configs)
  const stats = await new Promise<webpack.MultiStats>((resolve, reject) => {
    compiler?.run((error, result) => (result === undefined ? reject(error) : resolve(result)))
  })
  expect(stats.hasErrors()).toBe(false)
  expect(totals(batches).encodes).toBe(KEYS)
  expect(await exportsOf(project.path('dist/client/entry.js'))).toEqual(
    await exportsOf(project.path('dist/server/entry.js')),
  )
})

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each([true, false])(
    'environments of any name share what they make, one after the other or at once, cache %s',
    async isCached => {
      for (const isAtOnce of [false, true]) {
        const project = new Project(files)
        const batches: BatchReport[] = []
        const environment = (name: string, consumer: 'client' | 'server') => ({
          consumer,
          build: {
            outDir: `dist/${name}`,
            emitAssets: consumer === 'client',
            rollupOptions: {
              input: project.path('src/entry.js'),
              preserveEntrySignatures: 'strict' as const,
              output: { entryFileNames: 'entry.js' },
            },
          },
        })
        const names = ['client', 'ssr', 'edge', 'other']
        const builder = await vite.createBuilder({
          root: project.root,
          configFile: false,
          logLevel: 'warn',
          customLogger: recordedLogger(),
          plugins: [
            lazyImage({
              cache: isCached ? { dir: project.cacheFolder } : false,
              onBatch: report => batches.push(report),
            }),
          ],
          environments: {
            client: environment('client', 'client'),
            ssr: environment('ssr', 'server'),
            edge: environment('edge', 'server'),
            other: environment('other', 'client'),
          },
          builder: {
            async buildApp({ build, environments }) {
              const builds = names.map(name => async () => {
                const found = environments[name]
                if (found !== undefined) await build.call(builder, found)
              })
              if (isAtOnce) await Promise.all(builds.map(run => run()))
              else for (const run of builds) await run()
            },
          },
        })
        await builder.buildApp()
        const [first, ...others] = await Promise.all(
          names.map(name => exportsOf(project.path(`dist/${name}/entry.js`))),
        )
        for (const other of others) expect(other).toEqual(first)
        expect(totals(batches).encodes).toBe(KEYS)
        expect(project.list('dist/other').filter(file => file.endsWith('.webp'))).toHaveLength(KEYS)
      }
    },
  )
})
