import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { findBun } from '../support/bun/bun-process.js'
import { runProgram, startProgram } from '../support/command-line.js'
import { startDevServer } from '../support/dev-server.js'
import { copyOfExample, EXAMPLES } from '../support/example.js'
import { PHOTOGRAPHS } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { filesBelow, scratchFolder } from '../support/project.js'
import { shownPictures } from '../support/shown-pictures.js'
import { serveFolder } from '../support/static-server.js'

interface Gallery {
  name: string
  /** The build script of its package.json. */
  script: string
  /** The bundler's program that this names, with what follows it. */
  program: string
  args: readonly string[]
  /** What runs it, where that is not Node. */
  runtime?: string
}

const GALLERIES: readonly Gallery[] = [
  { name: 'vite-gallery', script: 'vite build', program: 'vite/bin/vite.js', args: ['build'] },
  { name: 'webpack-gallery', script: 'webpack', program: 'webpack-cli/bin/cli.js', args: [] },
  { name: 'rspack-gallery', script: 'rspack build', program: '@rspack/cli/bin/rspack.js', args: ['build'] },
  { name: 'rsbuild-gallery', script: 'rsbuild build', program: '@rsbuild/core/bin/rsbuild.js', args: ['build'] },
  { name: 'rollup-gallery', script: 'rollup --config', program: 'rollup/dist/bin/rollup', args: ['--config'] },
  { name: 'rolldown-gallery', script: 'rolldown --config', program: 'rolldown/bin/cli.mjs', args: ['--config'] },
  { name: 'esbuild-gallery', script: 'node build.js', program: '../build.js', args: [] },
  { name: 'farm-gallery', script: 'node farm.js build', program: '../farm.js', args: ['build'] },
  { name: 'bun-gallery', script: 'bun build.js', program: '../build.js', args: [], runtime: findBun() },
]

/** One cache for all, so that the images of the galleries, which are the same, are made once. */
let sharedCache: string

/** Everything that must be right of a gallery in a browser. */
async function expectGallery(url: string): Promise<void> {
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ] as const) {
    const { page, troubles, close } = await openPage(url, { width, height })
    await page.locator('#gallery figure').first().waitFor()
    const pictures = await shownPictures(page)
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    await close()
    expect(troubles).toEqual([])
    expect(scrolls, 'wider than the screen').toBe(false)

    const squares = pictures.filter(({ alt }) => alt === '')
    const [hero, ...gallery] = pictures.filter(({ alt }) => alt !== '')
    expect([squares.length, gallery.length]).toEqual([8, 7])
    for (const { naturalWidth, naturalHeight } of squares) expect([naturalWidth, naturalHeight]).toEqual([192, 192])
    expect(hero).toMatchObject({ loading: 'eager', fetchPriority: 'high' })
    for (const picture of [...gallery, ...(hero === undefined ? [] : [hero])]) {
      const widths = picture === hero ? [800, 1200, 1600] : [320, 640, 960]
      expect(picture.chosen).toMatch(/\.avif|format=avif/)
      expect(picture.naturalWidth).toBe(picture.promisedWidth)
      expect(widths).toContain(picture.naturalWidth)
      expect(picture.width).toBe(widths.at(-1))
      expect(picture.naturalWidth / picture.naturalHeight).toBeCloseTo(picture.width / picture.height, 1)
      const promised = ['image/avif', 'image/webp', 'image/jpeg'].flatMap(type =>
        widths.map(wide => ({ type, promised: wide, natural: wide })),
      )
      expect(picture.candidates).toEqual(promised)
      if (picture !== hero) expect(picture.loading).toBe('lazy')
    }
  }
}

beforeAll(() => {
  sharedCache = scratchFolder()
})

describe.each(GALLERIES)('$name', ({ name, script, program, args, runtime = process.execPath }) => {
  test('builds from a copy of its folder and shows every picture', async () => {
    const gallery = copyOfExample(name, sharedCache)
    expect(JSON.parse(gallery.read('package.json')).scripts.build).toBe(script)
    const { code, text } = await runProgram(gallery.root, runtime, `node_modules/${program}`, ...args)
    expect(code, text).toBe(0)
    expect(text).toMatch(/80 outputs of 8 images/)
    expect(text).not.toMatch(/warning/i)
    expect(gallery.list('dist').filter(file => /\.(?:avif|webp|jpg)$/.test(file)).length).toBe(80)
    const server = await serveFolder(gallery.path('dist'))
    onTestFinished(server.close)
    await expectGallery(server.url)
  })
})

test.each(Object.entries(VITES))('vite-gallery shows every picture in the dev server of %s', async (_name, vite) => {
  const gallery = copyOfExample('vite-gallery', sharedCache)
  const dev = await startDevServer(vite, gallery, {
    options: { cache: { dir: gallery.path('node_modules/.cache/lazy-image') } },
  })
  await expectGallery(`${dev.origin}/`)
  expect(dev.logger.errors).toEqual([])
})

test('bun-gallery shows every picture in Bun’s own server', async () => {
  const gallery = copyOfExample('bun-gallery', sharedCache)
  const server = startProgram(gallery.root, findBun(), 'serve.js')
  onTestFinished(() => void server.kill())
  const url = await new Promise<string>(resolve => {
    server.stdout.setEncoding('utf8').on('data', text => resolve(/http:\S+/.exec(text)?.[0] ?? ''))
  })
  await expectGallery(url)
})

describe('the galleries', () => {
  test('are one page: each takes it from the shared package, and holds what differs by bundler', () => {
    for (const { name } of GALLERIES) {
      const folder = join(EXAMPLES, name)
      expect(readFileSync(join(folder, 'src/main.js'), 'utf8')).toContain("from '@lazy-image/example-shared/gallery'")
      expect(filesBelow(join(folder, 'src'))).toEqual(['main.js'])
    }
  })

  test('carry eight photographs of known origin, under 2 MB in all', () => {
    const folder = join(EXAMPLES, 'shared/photographs')
    const { photographs } = JSON.parse(readFileSync(join(folder, 'provenance.json'), 'utf8'))
    expect(photographs.map(({ file }: { file: string }) => file)).toEqual(PHOTOGRAPHS)
    expect(filesBelow(folder)).toEqual([...PHOTOGRAPHS, 'provenance.json'].sort())
    const bytes = filesBelow(folder).map(file => statSync(join(folder, file)).size)
    expect(bytes.reduce((total, size) => total + size, 0)).toBeLessThan(2_000_000)
  })

  test('are copied out of the repository with nothing that points back into it', () => {
    for (const name of [...GALLERIES.map(({ name }) => name), 'placeholders']) {
      const copy = copyOfExample(name, sharedCache)
      const { devDependencies } = JSON.parse(copy.read('package.json'))
      expect(devDependencies).toMatchObject({ '@lazy-image/example-shared': 'file:./shared' })
      for (const range of Object.values(devDependencies)) expect(range).not.toMatch(/^workspace:|^link:|\.\.\//)
      const code = ['src', 'shared'].flatMap(folder =>
        copy
          .list(folder)
          .filter(file => /\.(?:js|css)$/.test(file))
          .map(file => copy.read(`${folder}/${file}`)),
      )
      for (const text of code) expect(text).not.toMatch(/['"](?:\.\.\/)+(?:shared|examples)\//)
    }
  })
})
