import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadOptions } from '../dist/load-options.js'
import { run } from './support/run.js'
import { PHOTO, remove, scratchFolder } from './support/sample-project.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const BUNDLERS = ['@rsbuild/core', '@rspack/core', 'rolldown', 'rollup', 'vite']

const INSTALLED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['vite-plugin', 'webpack-plugin', 'unplugin', 'core'].map(name => [`@lazy-image/${name}`, `../../${name}`]),
  ),
  ...Object.fromEntries(BUNDLERS.map(name => [name, `../../unplugin/node_modules/${name}`])),
}

/** A project with our packages and bundlers installed, as links. */
function project(files: Readonly<Record<string, string>>): string {
  const root = scratchFolder()
  onTestFinished(() => remove(root))
  for (const [name, path] of Object.entries(INSTALLED)) {
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true })
    symlinkSync(at(path), join(root, 'node_modules', name))
  }
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  writeFileSync(join(root, 'photo.jpg'), readFileSync(PHOTO))
  return root
}

const OPTIONS = `{ presets: { small: { w: 24, format: 'webp' } } }`
const VITE = `import lazyImage from '@lazy-image/vite-plugin'\nexport default { plugins: [lazyImage(${OPTIONS})] }\n`
const webpack = (made: string) => `import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
const config = { entry: './a.js', plugins: [{ apply() {} }, new LazyImagePlugin(${OPTIONS})] }
export default ${made}
`
const COMMON = `const { LazyImagePlugin } = require('@lazy-image/webpack-plugin')
module.exports = { plugins: [new LazyImagePlugin(${OPTIONS})] }
`
const TYPED = `import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
const plugins: object[] = [new LazyImagePlugin(${OPTIONS})]
export default { plugins }
`

const RSPACK = `import lazyImage from '@lazy-image/unplugin/rspack'
import { rspack } from '@rspack/core'
export default (env, { mode }) => ({
  mode,
  plugins: env.RSPACK_BUILD ? [new rspack.DefinePlugin({}), lazyImage(${OPTIONS})] : [],
})
`
const RSBUILD = (place: string) => `import { pluginLazyImage } from '@lazy-image/unplugin/rsbuild'
import { defineConfig } from '@rsbuild/core'
const own = [pluginLazyImage(${OPTIONS})]
export default defineConfig(({ command, envMode }) => (command === 'build' && envMode === 'production' ? ${place} : {}))
`
const ROLLUP = `import lazyImage from '@lazy-image/unplugin/rollup'
import { defineConfig } from 'rollup'
export default defineConfig(commandLine => [
  { input: 'a.js', plugins: [{ name: 'other' }] },
  { input: 'b.js', plugins: [null, [Promise.resolve(commandLine.watch ? null : lazyImage(${OPTIONS}))]] },
])
`
const ROLLDOWN = `import lazyImage from '@lazy-image/unplugin/rolldown'
import { defineConfig } from 'rolldown'
export default defineConfig({ input: 'a.js', plugins: [false, lazyImage(${OPTIONS})] })
`
// Without its defineConfig, which gives back what it is given: it takes ten seconds to load.
const FARM = `import lazyImage from '@lazy-image/unplugin/farm'
export default ({ mode }: { mode: string }) => ({
  plugins: ['@farmfe/plugin-react', mode === 'production' && lazyImage(${OPTIONS})],
})
`

const WRITTEN: [name: string, files: Record<string, string>][] = [
  ['lazy-image.config', { 'lazy-image.config.js': `export default ${OPTIONS}\n` }],
  ['vite.config', { 'vite.config.js': VITE }],
  ['vite.config in TypeScript', { 'vite.config.ts': VITE }],
  ['webpack.config', { 'webpack.config.js': webpack('config') }],
  [
    'webpack.config, a function',
    { 'webpack.config.mjs': webpack('(env, { mode }) => (mode === "production" ? config : {})') },
  ],
  ['webpack.config, a promise', { 'webpack.config.js': webpack('Promise.resolve(config)') }],
  [
    'webpack.config, a list of functions',
    { 'webpack.config.js': webpack('[{ entry: "./b.js" }, async () => config]') },
  ],
  ['webpack.config in CommonJS', { 'webpack.config.cjs': COMMON }],
  ['webpack.config in TypeScript', { 'webpack.config.ts': TYPED }],
  ['rspack.config', { 'rspack.config.mjs': RSPACK }],
  ['rsbuild.config', { 'rsbuild.config.ts': RSBUILD('{ plugins: own }') }],
  ['rsbuild.config, an environment', { 'rsbuild.config.js': RSBUILD('{ environments: { web: { plugins: own } } }') }],
  ['rollup.config', { 'rollup.config.js': ROLLUP }],
  ['rollup.config in TypeScript', { 'rollup.config.ts': ROLLUP.replace('commandLine =>', '(commandLine: any) =>') }],
  ['rolldown.config', { 'rolldown.config.mts': ROLLDOWN }],
  ['farm.config', { 'farm.config.ts': FARM }],
  [
    'the nearest of several',
    { 'lazy-image.config.js': `export default ${OPTIONS}\n`, 'vite.config.js': 'export default {}\n' },
  ],
]

describe('options of a project', () => {
  test.each(WRITTEN)('are read from %s', async (_, files) => {
    expect(await loadOptions(project(files), undefined)).toMatchObject({ presets: { small: { w: 24 } } })
  })

  test('are none where no configuration has our plugin', async () => {
    const files = {
      'vite.config.js': 'export default {}\n',
      'webpack.config.js': 'export default () => ({ plugins: [] })\n',
      'rollup.config.js': 'export default [{ input: "a.js" }, null]\n',
      'farm.config.js': 'export default { plugins: ["@farmfe/plugin-sass"] }\n',
    }
    expect(await loadOptions(project(files), undefined)).toEqual({})
  })

  test('are those of webpack where Vite’s configuration has no plugin of ours', async () => {
    const files = { 'vite.config.js': 'export default {}\n', 'webpack.config.js': webpack('config') }
    expect(await loadOptions(project(files), undefined)).toMatchObject({ presets: { small: { w: 24 } } })
  })

  test('count in convert, types, cache, doctor and prewarm', async () => {
    const root = project({
      'webpack.config.js': webpack('config').replace(OPTIONS, `{ ...${OPTIONS}, cache: { dir: 'own-cache' } }`),
      'src/a.js': `import url from '../photo.jpg?preset=small'\n`,
    })
    const converted = await run(root, 'convert', 'photo.jpg', '--query', 'preset=small', '--out', 'out', '--json')
    expect(JSON.parse(converted.said)).toMatchObject({ outputs: [{ file: 'out/photo.webp', width: 24 }] })
    const typed = await run(root, 'types', '--json')
    expect(JSON.parse(typed.said)).toEqual({
      file: 'lazy-image.d.ts',
      imports: 1,
      isWritten: true,
      isStale: false,
      failed: [],
    })
    expect(JSON.parse((await run(root, 'cache', 'stats', '--json')).said)).toMatchObject({
      folder: join(root, 'own-cache'),
    })
    const doctor = JSON.parse((await run(root, 'doctor', '--json')).said)
    expect(doctor.cache).toMatchObject({ folder: join(root, 'own-cache'), entries: 1 })
    const warmed = await run(root, 'prewarm', '--from', '.', '--json')
    expect(JSON.parse(warmed.said)).toMatchObject({ requests: 1, outputs: 1, made: 0, failed: [] })
    expect(warmed.complained).toBe('')
  })

  test.each([
    ['vite.config.js', 'throw new Error("no key")\n', /vite\.config\.js cannot be read: .*no key/s],
    [
      'webpack.config.js',
      'throw new Error("no key")\n',
      /webpack\.config\.js cannot be loaded: no key; the options may stand/,
    ],
    ['webpack.config.js', 'export default () => { throw new Error("no key") }\n', /its function failed: no key/],
    [
      'rollup.config.mjs',
      'throw new Error("no key")\n',
      /rollup\.config\.mjs cannot be loaded: no key; the options may/,
    ],
    ['rsbuild.config.ts', 'export default async () => { throw new Error("no key") }\n', /its function failed: no key/],
  ])('that cannot be read are an error of %s', async (name, text, message) => {
    const { code, complained } = await run(project({ [name]: text }), 'cache', 'stats')
    expect(code).toBe(2)
    expect(complained).toMatch(message)
  })
})

test('types of a glob that finds nothing are an error, and the file stays as it is', async () => {
  const root = project({ 'src/a.js': `import url from '../photo.jpg?w=8'\n`, 'lazy-image.d.ts': '// as it was\n' })
  const { code, complained } = await run(root, 'types', 'src/**/*.js', 'source/**/*.js')
  expect(code).toBe(2)
  expect(complained).toContain('"source/**/*.js" finds no file in')
  expect(readFileSync(join(root, 'lazy-image.d.ts'), 'utf8')).toBe('// as it was\n')
})

test('types that are stale, and imports that cannot be declared, are told as JSON', async () => {
  const root = project({ 'src/a.js': `import a from '../photo.jpg?w=8'\nimport b from '../nowhere.jpg?w=8'\n` })
  const { code, said } = await run(root, 'types', '--check', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(said)).toMatchObject({
    imports: 1,
    isWritten: false,
    isStale: true,
    failed: [
      { file: expect.stringMatching(/a\.js$/), line: 2, request: '../nowhere.jpg?w=8', code: 'SOURCE_NOT_FOUND' },
    ],
  })
})
