import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { PLATFORMS } from '../scripts/release/platforms.mjs'
import { ROOT, run } from './support/command.js'
import { makeProject } from './support/consumer-project.js'
import { PACKAGE_NAMES, packPackages, type Tarballs } from './support/packed-packages.js'
import { OWN_PLATFORM } from './support/release-binaries.js'

// Compilers and bundlers, each as a process of its own.
vi.setConfig({ testTimeout: 120_000 })

/** Beside no package.json, so that nothing is found by chance. */
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-packed-'))
const project = join(folder, 'project')
const require = createRequire(import.meta.url)
let tarballs: Tarballs

beforeAll(async () => {
  tarballs = await packPackages()
  mkdirSync(project)
  await makeProject(project, tarballs)
}, 300_000)

afterAll(() => rm(folder, { recursive: true, force: true }), 120_000)

/** A file that a tool in the project's or the repository's node_modules is started by. */
function binOf(tool: string, bin: string, from: string): string {
  return join(dirname(createRequire(`${from}/`).resolve(`${tool}/package.json`)), bin)
}

/** Extension and size of every emitted image, sorted. */
function imagesIn(dist: string): string[] {
  return readdirSync(join(project, dist), { recursive: true, withFileTypes: true })
    .filter(entry => /\.(?:avif|webp|jpg|png)$/.test(entry.name))
    .map(entry => {
      const extension = entry.name.slice(entry.name.lastIndexOf('.') + 1)
      return `${extension} ${readFileSync(join(entry.parentPath, entry.name)).length}`
    })
    .sort()
}

test.each(PACKAGE_NAMES)(
  '@lazy-image/%s is a few joined files besides its entries, so that a build begins at once',
  async name => {
    const files = (await run('tar', ['-tzf', tarballs.packages[name]], folder)).trim().split('\n')
    const modules = files.filter(file => file.endsWith('.js'))
    const entries = modules.filter(file => !file.startsWith('package/dist/joined/'))
    // What several entries need, what one needs alone, and what is loaded later: kinds of stores, for one.
    expect(modules.length - entries.length).toBeLessThan(16)
    expect(files.some(file => file.endsWith('.js.map'))).toBe(true)
    // What is loaded later is asked for by its own path, which takes its names from a joined file.
    if (name === 'core') {
      expect(entries).toEqual(expect.arrayContaining(['package/dist/host.js', 'package/dist/index.js']))
      expect(entries.length).toBeLessThan(12)
    }
  },
)

describe.each(PACKAGE_NAMES)('the tarball of @lazy-image/%s', name => {
  test('holds what runs and what explains it, and nothing else', async () => {
    const files = (await run('tar', ['-tzf', tarballs.packages[name]], folder)).trim().split('\n')
    const expected = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']
    if (!['native', 'core', 'cli', 'components'].includes(name)) expected.push('client.d.ts')
    if (name === 'unplugin') expected.push('client-numbers.d.ts')
    if (name === 'components') expected.push('placeholder.css', 'svelte/Picture.svelte', 'svelte/index.js')
    if (name === 'core') {
      expected.push('dist/host.js', 'dist/host.d.ts', 'directives.schema.json')
      expected.push('dist/report-page/page.js', 'dist/report-page/page.css')
    }
    if (name === 'native') expected.push('THIRD-PARTY-NOTICES')
    for (const file of expected) expect(files).toContain(`package/${file}`)
    const allowed =
      /^package\/(?:dist\/.+\.(?:js|js\.map|d\.ts)|dist\/report-page\/page\.css|package\.json|README\.md|LICENSE|client(?:-numbers)?\.d\.ts|directives\.schema\.json|THIRD-PARTY-NOTICES|placeholder\.css(?:\.d\.ts)?|svelte\/.+)$/
    expect(files.filter(file => !allowed.test(file))).toEqual([])
  })

  test('names real versions of the packages that it needs', async () => {
    const manifest = JSON.parse(await run('tar', ['-xzOf', tarballs.packages[name], 'package/package.json'], folder))
    expect(JSON.stringify(manifest)).not.toContain('workspace:')
    for (const [dependency, version] of Object.entries(manifest.dependencies ?? {})) {
      if (dependency.startsWith('@lazy-image/')) expect(version).toBe(manifest.version)
    }
  })

  test('passes publint', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarballs.packages[name])
    const tarball = buffer.slice(byteOffset, byteOffset + byteLength)
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map(message => formatMessage(message, pkg))).toEqual([])
  })

  test('has types that resolve, as attw judges ESM packages', async () => {
    const attw = join(dirname(require.resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js')
    await run(process.execPath, [attw, tarballs.packages[name], '--profile', 'esm-only'], ROOT)
  })
})

describe.each(PLATFORMS)('the tarball for $name', ({ name, os, cpu, libc }) => {
  test('holds one binary, and says where it is to be installed', async () => {
    const tarball = tarballs.platforms[name] ?? ''
    const files = (await run('tar', ['-tzf', tarball], folder)).trim().split('\n')
    const others = ['package.json', 'README.md', 'LICENSE', 'THIRD-PARTY-NOTICES']
    const expected = [`lazy-image.${name}.node`, ...others].map(file => `package/${file}`)
    expect(files.sort()).toEqual(expected.sort())
    const manifest = JSON.parse(await run('tar', ['-xzOf', tarball, 'package/package.json'], folder))
    expect(manifest).toMatchObject({ name: `@lazy-image/native-${name}`, os: [os], cpu: [cpu] })
    expect(manifest.libc).toEqual(libc === undefined ? undefined : [libc])
    expect(manifest.main).toBe(`lazy-image.${name}.node`)
  })

  test('is an optional dependency of @lazy-image/native, at its very version', async () => {
    const { native } = tarballs.packages
    const manifest = JSON.parse(await run('tar', ['-xzOf', native, 'package/package.json'], folder))
    expect(manifest.optionalDependencies[`@lazy-image/native-${name}`]).toBe(manifest.version)
    expect(Object.keys(manifest.optionalDependencies).length).toBe(PLATFORMS.length)
  })
})

describe('a project outside of the repository that installs the tarballs', () => {
  const builds: [host: string, dist: string, tool: string, bin: string, parameters: string[]][] = [
    ['Vite', 'dist-vite', 'vite', 'bin/vite.js', ['build']],
    ['Rollup', 'dist-rollup', 'rollup', 'dist/bin/rollup', ['--config']],
    ['webpack, CommonJS', 'dist-webpack-cjs', 'webpack-cli', 'bin/cli.js', ['--config', 'webpack.config.cjs']],
    ['webpack, ESM', 'dist-webpack-esm', 'webpack-cli', 'bin/cli.js', ['--config', 'webpack.config.mjs']],
  ]

  test.each(builds)(
    'builds its images with %s',
    async (_, dist, tool, bin, parameters) => {
      await run(process.execPath, [binOf(tool, bin, project), ...parameters], project)
      expect(imagesIn(dist).map(image => image.split(' ')[0])).toEqual([
        'avif',
        'avif',
        'jpg',
        'jpg',
        'png',
        'webp',
        'webp',
      ])
    },
    120_000,
  )

  test('has the same images from every bundler', () => {
    const [first = '', ...others] = builds.map(([, dist]) => dist)
    for (const other of others) expect(imagesIn(other)).toEqual(imagesIn(first))
  })

  test('has code that tells the URLs of its images and their sizes', async () => {
    const stdout = await run(process.execPath, [join(project, 'dist-webpack-cjs/main.js')], project)
    const { hero, picture, size } = JSON.parse(stdout)
    expect(hero).toMatch(/\.webp$/)
    expect(Object.keys(picture.sources)).toEqual(['avif', 'webp', 'jpeg'])
    expect(picture.img).toMatchObject({ w: 120, h: 80 })
    const png = imagesIn('dist-webpack-cjs').find(image => image.startsWith('png'))
    expect(size).toMatchObject({ width: 90, height: 60, size: Number(png?.split(' ')[1]) })
  })

  test('has the engine of its own platform and of no other', () => {
    const installed = readdirSync(join(project, 'node_modules/@lazy-image')).filter(name => name.startsWith('native'))
    expect(installed.sort()).toEqual(['native', `native-${OWN_PLATFORM}`])
  })

  test('uses the engine from CommonJS', async () => {
    const bytes = Number(await run(process.execPath, ['use-core.cjs'], project))
    const made = readFileSync(join(project, 'core.webp'))
    expect(made.length).toBe(bytes)
    expect(made.subarray(8, 12).toString()).toBe('WEBP')
  })

  test('declares its imports by the command line', async () => {
    const bin = binOf('@lazy-image/cli', 'dist/bin.js', project)
    const types = (...args: string[]) => run(process.execPath, [bin, 'types', ...args], project)
    expect(await types()).toBe('lazy-image.d.ts declares 6 image imports\n')
    expect(await types('--check')).toContain('all as they are')
  })

  test.each(['typescript', 'typescript-5'])(
    'has types of imports and options in %s',
    async compiler => {
      await run(process.execPath, [join(project, 'node_modules', compiler, 'bin/tsc'), '--project', 'types'], project)
    },
    60_000,
  )
})
