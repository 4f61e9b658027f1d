import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isJoined, joinModules } from '../scripts/release/join-modules.mjs'
import { ROOT, run } from './support/command.js'

const folder = mkdtempSync(join(tmpdir(), 'lazy-image-join-'))
const dist = (name: string) => join(folder, 'dist', name)

const SOURCES = {
  'index.ts': "export { count } from './inner/count.js'\nexport const late = () => import('./late.js')\n",
  'host.ts': "export { count, loader } from './inner/count.js'\nexport { only } from './only.js'\n",
  'only.ts': 'export const only = true\n',
  'late.ts': "export { count } from './inner/count.js'\nexport const isLate: boolean = true\n",
  'loader.ts': "export { count } from './inner/count.js'\n",
  'inner/count.ts': [
    "import { next } from './next.js'",
    'let counted = 0',
    'export const count = (): number => (counted = next(counted))',
    "export const loader: string = new URL('../loader.js', import.meta.url).href",
  ].join('\n'),
  'inner/next.ts': 'export const next = (counted: number): number => counted + 1\n',
}

beforeAll(async () => {
  for (const [name, code] of Object.entries(SOURCES)) {
    mkdirSync(dirname(join(folder, 'src', name)), { recursive: true })
    writeFileSync(join(folder, 'src', name), code)
  }
  const entry = (name: string) => ({ default: `./dist/${name}.js` })
  const manifest = { name: 'joined', type: 'module', exports: { '.': entry('index'), './host': entry('host') } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const options = { module: 'nodenext', target: 'es2023', outDir: 'dist', rootDir: 'src', composite: true, types: [] }
  const files = { tsBuildInfoFile: 'dist/.tsbuildinfo', lib: ['es2023', 'dom'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...options, ...files } }))
  await compile()
  await joinModules(folder)
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function compile(): Promise<string> {
  return run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--build', folder], folder)
}

/** In a process of its own, because this one transforms what it imports. */
async function evaluated(code: string): Promise<unknown> {
  return JSON.parse(await run(process.execPath, ['--input-type=module', '--eval', code], folder))
}

const importOf = (name: string) => `await import(${JSON.stringify(pathToFileURL(dist(name)).href)})`

test('a module has one state, whether an entry loads it, another one loads it late, or its own path', async () => {
  const load = `const all = [${['index.js', 'host.js', 'inner/count.js', 'loader.js'].map(importOf).join(', ')}]`
  const code = `${load}; all.push(await all[0].late()); console.log(JSON.stringify(all.map(({ count }) => count())))`
  expect(await evaluated(code)).toEqual([1, 2, 3, 4, 5])
})

test('a module names its neighbours by where it lies in the tree', async () => {
  const loader = await evaluated(`console.log(JSON.stringify((${importOf('host.js')}).loader))`)
  expect(fileURLToPath(String(loader))).toBe(dist('loader.js'))
})

test('what several entries need is one file, and what comes later is another', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /^dist.*\.js$/.test(name))
  const holding = (text: string) => files.filter(name => readFileSync(join(folder, name), 'utf8').includes(text))
  expect(holding('counted = next(counted)')).toEqual(holding('counted + 1'))
  expect(holding('counted + 1').length).toBe(1)
  for (const own of ['only = true', 'isLate = true']) {
    expect(holding(own).length).toBe(1)
    expect(holding(own)).not.toEqual(holding('counted + 1'))
  }
})

test('a source map leads to the sources as they are', () => {
  const maps = readdirSync(dist('joined')).filter(name => name.endsWith('.map'))
  const sources = maps.flatMap(name => JSON.parse(readFileSync(dist(`joined/${name}`), 'utf8')).sources as string[])
  expect(sources).toContain('../../src/inner/count.ts')
})

test('the compiler takes the modules apart again, so that no edit is missed', async () => {
  expect(isJoined(folder)).toBe(true)
  await compile()
  expect(isJoined(folder)).toBe(false)
  expect(readFileSync(dist('index.js'), 'utf8')).toContain("from './inner/count.js'")
})
