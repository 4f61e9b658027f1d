import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { transform } from 'esbuild'
import { build, type InlineConfig } from 'vite'
import { describe, expect, test } from 'vitest'
import type { Configuration } from 'webpack'
import { codeBlocks } from '../../test/support/code-blocks.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { libraryBuild } from '../support/hosts/vite.js'
import { resolvePackage, runWebpack, webpackConfig } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

// Configurations and components are built as the pages for users of other tools write them. Calls of the Node API and requests are in
// packages/core/test/migration-pages.test.ts, commands in migrate.test.ts.

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url))

const PAGES = readdirSync(DOCS).filter(name => /^migration(?:-.+)?\.md$/.test(name))

const blocksOf = (page: string) => codeBlocks(readFileSync(join(DOCS, page), 'utf8'))

const built = new Set<string>()

/** The block of a page that has something in it. */
function blockOf(page: string, pattern: RegExp): string {
  const [block, ...others] = blocksOf(page).filter(({ code }) => pattern.test(code))
  if (block === undefined || others.length > 0) throw new Error(`${page} has not one block with ${pattern}`)
  built.add(`${page}\n${block.code}`)
  return block.code
}

const photo = fixture('a.jpg')

/** A built module's exports; every file that they name is there. */
async function exportsWithFiles(project: Project, entry = 'entry.js'): Promise<Record<string, unknown>> {
  const exported = await exportsOf(project.path(`dist/${entry}`))
  const named = JSON.stringify(exported).match(/[\w./-]+\.(?:jpe?g|webp|avif|png)\b/g) ?? []
  expect(named.length).toBeGreaterThan(0)
  expect(project.list('dist')).toEqual(expect.arrayContaining(named.map(url => url.replace(/^\//, ''))))
  return exported
}

/** What a page shows of one picture. */
function pictureIn(html: unknown) {
  const types = [...String(html).matchAll(/<source[^>]* type="([^"]+)"/g)].map(([, type]) => type)
  const images = String(html).match(/<img[^>]*>/g) ?? []
  return { types, images }
}

const THREE_TYPES = ['image/avif', 'image/webp', 'image/jpeg']

function buildWithVite(project: Project, settings: InlineConfig['build']): Promise<unknown> {
  const configFile = project.path('vite.config.js')
  return build({ root: project.root, configFile, logLevel: 'silent', build: { ...libraryBuild(project), ...settings } })
}

test('from vite-imagetools: its import from here builds as it did', async () => {
  const added = /^\+ (import .*)$/m.exec(blockOf('migration.md', /^\+ import/m))?.[1]
  const project = new Project({
    'vite.config.js': `${added}\nexport default { plugins: [imagetools()] }\n`,
    'src/hero.jpg': photo,
    'src/entry.js': "export { default as hero } from './hero.jpg?w=60;30&format=avif;webp;jpg&as=picture'\n",
  })
  await buildWithVite(project, { assetsInlineLimit: 0 })
  const { hero } = await exportsWithFiles(project)
  expect(hero).toMatchObject({ sources: { avif: expect.any(String), webp: expect.any(String) } })
})

test('from @sveltejs/enhanced-img: the configuration builds the component, and a server writes its picture', async () => {
  const project = new Project({
    'vite.config.js': blockOf('migration-enhanced-img.md', /^\/\/ vite\.config\.js/),
    'src/hero.jpg': photo,
    'src/Hero.svelte': blockOf('migration-enhanced-img.md', /<picture>/),
    'src/entry.js':
      "import { render } from 'svelte/server'\nimport Hero from './Hero.svelte'\nexport const page = render(Hero).body\n",
  })
  // SvelteKit is no dependency of these tests (frameworks.test.ts has it): what compiles components stands in for it.
  project.remove('node_modules/@sveltejs')
  const svelte = pathToFileURL(resolvePackage('@sveltejs/vite-plugin-svelte')).href
  project.write({
    'node_modules/@sveltejs/kit/package.json': '{ "type": "module", "exports": { "./vite": "./vite.js" } }',
    'node_modules/@sveltejs/kit/vite.js': `import { svelte } from '${svelte}'\nexport const sveltekit = () => svelte({ configFile: false })\n`,
  })
  await buildWithVite(project, { ssr: true, ssrEmitAssets: true, assetsInlineLimit: 0 })
  const { page } = await exportsWithFiles(project)
  const { types, images } = pictureIn(page)
  expect(types).toEqual(THREE_TYPES)
  expect(images).toEqual([expect.stringMatching(/ src="[^"]+\.jpg" width="\d+" height="\d+" alt=""/)])
})

/** A build by a configuration's plugins. */
async function buildWithWebpack(settings: Configuration): Promise<void> {
  const stats = await runWebpack(settings)
  expect(stats.toString({ all: false, errors: true, warnings: true })).toBe('')
}

test('from next/image: the configuration gives Next’s compiler the plugin, and the component is a picture', async () => {
  const { code } = await transform(blockOf('migration-next.md', /export const Hero/), {
    loader: 'jsx',
    jsx: 'automatic',
  })
  const project = new Project({
    'next.config.mjs': blockOf('migration-next.md', /^\/\/ next\.config\.mjs/),
    'src/hero.jpg': photo,
    'src/Hero.js': code,
    'src/entry.js': `import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Hero } from './Hero.js'
export const page = renderToStaticMarkup(createElement(Hero))
`,
  })
  // Next is no dependency of these tests: its compiler is webpack, with a name and externals.
  const { default: next } = await import(pathToFileURL(project.path('next.config.mjs')).href)
  expect(next.images).toEqual({ unoptimized: true })
  const externals = ['react', 'react/jsx-runtime', 'react-dom/server']
  const settings = webpackConfig(project, {}, { externals, externalsType: 'module' })
  await buildWithWebpack(next.webpack({ ...settings, plugins: [] }))
  const { page } = await exportsWithFiles(project)
  const { types, images } = pictureIn(page)
  expect(types).toEqual(THREE_TYPES)
  expect(images).toEqual([expect.stringMatching(/ src="[^"]+\.jpg" width="\d+" height="\d+" alt=""/)])
})

describe('from webpack’s loaders', () => {
  /** Builds by a configuration of the page, with an entry and a place for what is made. */
  async function buildBy(config: string, entry: string, rules: object[]): Promise<Record<string, unknown>> {
    const project = new Project({ 'webpack.config.cjs': config, 'src/photo.jpg': photo, 'src/entry.js': entry })
    const { plugins, ...others } = createRequire(project.path('here.cjs'))('./webpack.config.cjs')
    expect(others).toEqual({})
    await buildWithWebpack({ ...webpackConfig(project, {}, { module: { rules } }), plugins })
    return await exportsWithFiles(project)
  }

  test('of responsive-loader: the configuration and the import give what the page says', async () => {
    const config = blockOf('migration-webpack.md', /new ResponsiveLoaderPlugin/)
    const entry = `${blockOf('migration-webpack.md', /^import photo/)}export { photo }\n`
    const { photo: made } = await buildBy(config, entry, [])
    expect(made).toEqual({
      src: expect.stringMatching(/\.webp$/),
      srcSet: expect.stringContaining('300w'),
      images: expect.any(Array),
      width: expect.any(Number),
      height: expect.any(Number),
      placeholder: expect.stringMatching(/^data:/),
    })
  })

  test('of image-minimizer: the configuration makes what a preset asks for, and images smaller', async () => {
    const config = blockOf('migration-webpack.md', /new ImageMinimizerPlugin/)
    const entry = `export { default as webp } from './photo.jpg?as=webp&w=40'
export { default as plain } from './photo.jpg'
export const url = new URL('./photo.jpg?as=webp', import.meta.url).pathname
`
    const made = await buildBy(config, entry, [{ test: /\.jpg$/, type: 'asset/resource' }])
    expect(made).toMatchObject({ webp: expect.stringMatching(/\.webp$/), plain: expect.stringMatching(/\.jpg$/) })
    expect(made['url']).toMatch(/\.webp$/)
  })
})

test('no block of code of these pages is left', () => {
  const left = PAGES.flatMap(page => blocksOf(page).map(block => ({ page, ...block })))
    .filter(({ language, code }) => language !== 'sh' && !/'@lazy-image\/core'|^let engine|^lazyImage\(/.test(code))
    .map(({ page, code }) => `${page}\n${code}`)
  expect(PAGES.length).toBeGreaterThan(5)
  expect(left.toSorted()).toEqual([...built].toSorted())
})
