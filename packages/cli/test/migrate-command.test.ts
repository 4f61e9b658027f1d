import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from './support/run.js'
import { remove, scratchFolder } from './support/sample-project.js'

const CONFIG = `import { imagetools } from 'vite-imagetools'

export default { plugins: [imagetools()] }
`

const MANIFEST = `{
  "name": "site",
  "devDependencies": {
    "vite": "^8.0.0",
    "vite-imagetools": "^12.0.0"
  }
}
`

/** A project on vite-imagetools, gone when the test is over, in which Vite cannot be loaded. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const root = scratchFolder()
  onTestFinished(() => remove(root))
  const vite = '{ "name": "vite", "exports": {} }'
  const all = { 'package.json': MANIFEST, 'vite.config.js': CONFIG, 'node_modules/vite/package.json': vite, ...files }
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  return root
}

function read(root: string, name: string): string {
  return readFileSync(join(root, name), 'utf8')
}

function git(root: string, ...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  execFileSync('git', [...who, ...args], { cwd: root, stdio: 'ignore' })
}

describe('lazy-image migrate', () => {
  test('puts imagetools() of ours in place where nothing can be compared, and says so', async () => {
    const root = project()
    const { code, said, complained } = await run(root, 'migrate')
    expect(code).toBe(0)
    expect(complained).toBe('')
    expect(said).toContain('vite.config.js:3:28 becomes imagetools()')
    expect(said).toContain('not lazyImage(): Vite is not installed here')
    expect(read(root, 'vite.config.js')).toBe(CONFIG.replace('vite-imagetools', '@lazy-image/vite-plugin'))
    expect(read(root, 'package.json')).toMatch(
      /"vite": "\^8\.0\.0",\n {4}"@lazy-image\/vite-plugin": "\^\d+\.\d+\.\d+"\n/,
    )
    expect(Object.keys(JSON.parse(read(root, 'package.json')).devDependencies)).toEqual([
      'vite',
      '@lazy-image/vite-plugin',
    ])
  })

  test('writes nothing beside what git has not committed, unless it is told to', async () => {
    const root = project()
    git(root, 'init')
    writeFileSync(join(root, '.gitignore'), 'node_modules\n')
    const { code, complained } = await run(root, 'migrate')
    expect(code).toBe(2)
    expect(complained).toContain('not committed')
    expect(read(root, 'vite.config.js')).toBe(CONFIG)
    expect((await run(root, 'migrate', '--dry-run')).code).toBe(0)
    git(root, 'add', '.')
    git(root, 'commit', '-m', 'all')
    expect((await run(root, 'migrate')).code).toBe(0)
    expect(read(root, 'vite.config.js')).not.toBe(CONFIG)
    writeFileSync(join(root, 'vite.config.js'), CONFIG)
    expect((await run(root, 'migrate', '--force')).code).toBe(0)
  })

  test.each<[string, string[], Record<string, string>, string]>([
    [
      'a folder without the tool',
      [],
      { 'package.json': '{}', 'vite.config.js': 'export default {}\n' },
      'imports vite-imagetools or depends',
    ],
    ['a folder that is not there', ['there'], {}, 'a folder that exists, but received "there"'],
    ['two folders', ['a', 'b'], {}, 'one folder, but received "b" too'],
    ['an option that there is not', ['--dryrun'], {}, 'did you mean --dry-run'],
  ])('refuses %s', async (_, args, files, message) => {
    const { code, complained } = await run(project(files), 'migrate', ...args)
    expect(code).toBe(2)
    expect(complained).toContain(message)
  })

  test('tells what it did as one line of JSON', async () => {
    const { code, said } = await run(project(), 'migrate', '--dry-run', '--json')
    expect(code).toBe(0)
    expect(said.split('\n')).toHaveLength(1)
    expect(JSON.parse(said)).toMatchObject({
      written: false,
      files: ['package.json', 'vite.config.js'],
      calls: [
        {
          file: 'vite.config.js',
          line: 3,
          column: 28,
          plugin: 'imagetools',
          because: [{ text: expect.stringContaining('Vite is not installed') }],
        },
      ],
      queries: [],
      left: [],
    })
  })

  test.each([
    ["import imagetools from 'vite-imagetools'", "import { imagetools } from '@lazy-image/vite-plugin'"],
    ["import images from 'vite-imagetools'", "import { imagetools as images } from '@lazy-image/vite-plugin'"],
    [
      'import { imagetools, urlFormat } from "vite-imagetools";',
      'import { imagetools, urlFormat } from "@lazy-image/vite-plugin";',
    ],
    ["import * as tools from 'vite-imagetools'", "import * as tools from '@lazy-image/vite-plugin'"],
    ["const { imagetools } = require('vite-imagetools')", "const { imagetools } = require('@lazy-image/vite-plugin')"],
    [
      "const { imagetools } = await import('vite-imagetools')",
      "const { imagetools } = await import('@lazy-image/vite-plugin')",
    ],
    ["/** @type {import('vite-imagetools').Picture} */", "/** @type {import('@lazy-image/vite-plugin').Picture} */"],
    ["export type { Picture } from 'imagetools-core'", "export type { Picture } from '@lazy-image/vite-plugin'"],
  ])('knows %s', async (before, after) => {
    const root = project({ 'vite.config.ts': `${before}\n`, 'vite.config.js': '' })
    await run(root, 'migrate')
    expect(read(root, 'vite.config.ts')).toBe(`${after}\n`)
  })

  test.each([
    ['extendTransforms: builtins => builtins', 'extendTransforms works on sharp objects'],
    [
      'extendOutputFormats: all => ({ ...all, own: () => ([{ image }]) => image.stats() })',
      'an output format reads image',
    ],
    [
      'extendOutputFormats: all => ({ ...all, own: () => images => images[0].image.clone() })',
      'an output format reads image',
    ],
  ])('leaves a project alone whose plugin has %s', async (option, reason) => {
    const config = CONFIG.replace('imagetools()', `imagetools({ ${option} })`)
    const types = "import type { Picture } from 'vite-imagetools'\n"
    const root = project({ 'vite.config.js': config, 'src/types.ts': types })
    const { code, complained } = await run(root, 'migrate')
    expect(code).toBe(1)
    expect(complained).toContain(reason)
    expect(read(root, 'vite.config.js')).toBe(config)
    expect(read(root, 'src/types.ts')).toBe(types)
    expect(read(root, 'package.json')).toBe(MANIFEST)
  })

  test('takes a format that asks for a placeholder, and takes out an option that the tool does not know', async () => {
    const options =
      '{ silent: true, extendOutputFormats: all => ({ ...all, tiny: () => ([{ image }]) => image.placeholder() }) }'
    const root = project({ 'vite.config.js': CONFIG.replace('imagetools()', `imagetools(${options})`) })
    expect((await run(root, 'migrate')).code).toBe(0)
    expect(read(root, 'vite.config.js')).toContain('imagetools({ extendOutputFormats: all =>')
  })

  test('lists a name of the tool that is no import, and a script that cannot be parsed', async () => {
    const root = project({
      'vite.config.js': `${CONFIG}export const optimizeDeps = { exclude: ['vite-imagetools'] }\n`,
      'packages/a/package.json': '{}',
      'packages/a/broken.ts': "import { imagetools } from 'vite-imagetools'\nconst = 1\n",
    })
    const { code, complained } = await run(root, 'migrate')
    expect(code).toBe(1)
    expect(complained).toContain('vite.config.js:4:41 it names vite-imagetools, and is no import')
    expect(complained).toContain('packages/a/broken.ts:1:1 the file imports vite-imagetools and cannot be parsed')
  })

  test.each([
    ['is imported', { 'icons.mjs': "import sharp from 'sharp'\n" }, {}, true],
    ['is run by a script of package.json', { 'package.json': '"scripts": { "icons": "sharp -i a.png" },' }, {}, true],
    ['another package may use', {}, { peerDependencies: { sharp: '*' } }, true],
    ['nothing else uses', {}, {}, false],
  ])('keeps sharp where it %s', async (_, files: Record<string, string>, other, stays) => {
    const { 'package.json': scripts = '', ...more } = files
    const root = project({
      ...more,
      'package.json': MANIFEST.replace('"vite":', `"sharp": "^0.34.0",\n    "vite":`).replace(
        '"dev',
        `${scripts}\n  "dev`,
      ),
      'node_modules/vite/package.json': JSON.stringify({ name: 'vite', exports: {}, ...other }),
    })
    await run(root, 'migrate')
    expect(Object.hasOwn(JSON.parse(read(root, 'package.json')).devDependencies, 'sharp')).toBe(stays)
  })

  test('gives types of ours for those of the tool, unless the project declares the same itself', async () => {
    const reference = '/// <reference types="vite/client" />\n/// <reference types="vite-imagetools/client" />\n'
    const first = project({ 'src/env.d.ts': reference })
    await run(first, 'migrate')
    expect(read(first, 'src/env.d.ts')).toBe(reference.replace('vite-imagetools', '@lazy-image/vite-plugin'))
    const own = "declare module '*as=picture' {\n  const out: unknown\n  export default out\n}\n"
    const second = project({
      'src/env.d.ts': reference + own,
      'tsconfig.json': '{ "compilerOptions": { "types": ["vite/client", "vite-imagetools/client"] } }\n',
    })
    await run(second, 'migrate')
    expect(read(second, 'src/env.d.ts')).toBe(`/// <reference types="vite/client" />\n${own}`)
    expect(JSON.parse(read(second, 'tsconfig.json')).compilerOptions.types).toEqual(['vite/client'])
  })

  test.each([
    ['package-lock.json', 'package.json', (text: string) => JSON.parse(text).overrides],
    ['yarn.lock', 'package.json', (text: string) => JSON.parse(text).resolutions],
    [
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      (text: string) => ({ 'vite-imagetools': /'(npm:[^']+)'/.exec(text)?.[1] }),
    ],
  ])('puts our package under <enhanced:img> where there is a %s', async (lockfile, file, overridesOf) => {
    const manifest = '{\n  "name": "kit",\n  "devDependencies": {\n    "@sveltejs/enhanced-img": "^0.11.0"\n  }\n}\n'
    const root = project({ 'package.json': manifest, 'vite.config.js': '', [lockfile]: '' })
    expect((await run(root, 'migrate')).code).toBe(0)
    expect(overridesOf(read(root, file))).toEqual({
      'vite-imagetools': expect.stringMatching(/^npm:@lazy-image\/vite-plugin@\^\d/),
    })
    const once = read(root, file)
    await run(root, 'migrate')
    expect(read(root, file)).toBe(once)
  })

  test('tells its author what to add where overrides are there already', async () => {
    const manifest =
      '{\n  "overrides": { "a": "1" },\n  "devDependencies": { "@sveltejs/enhanced-img": "^0.11.0" }\n}\n'
    const root = project({ 'package.json': manifest, 'vite.config.js': '' })
    const { code, complained } = await run(root, 'migrate')
    expect(code).toBe(1)
    expect(complained).toContain('add to overrides of package.json: "vite-imagetools": "npm:@lazy-image/vite-plugin@^')
    expect(read(root, 'package.json')).toBe(manifest)
  })

  test('does not look into what is installed or built', async () => {
    const files = { 'node_modules/a/index.js': CONFIG, 'dist/index.js': CONFIG }
    const root = project(files)
    await run(root, 'migrate')
    for (const name of Object.keys(files)) expect(read(root, name)).toBe(CONFIG)
    expect(existsSync(join(root, 'package.json'))).toBe(true)
  })
})
