import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { engineInfo, type Options, Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { describe, expect, test } from 'vitest'
import webpack, { type Configuration } from 'webpack'
import { contentName, imagesBelow, withContents } from '../support/contents.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { runCompiler } from '../support/hosts/run-compiler.js'
import { buildWithWebpack, resolvePackage, webpackConfig } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'
import { sourcePosition } from '../support/source-position.js'
import { totals } from '../support/totals.js'

type FileNames = NonNullable<NonNullable<Configuration['output']>['assetModuleFilename']>

const files = {
  'src/a.jpg': fixture('a.jpg'),
  'src/entry.js': `export { default as url } from './a.jpg?w=310&format=webp'
export { default as picture } from './a.jpg?w=310;320&format=webp;jpg&as=picture'
export { default as facts } from './a.jpg?w=320&format=webp&as=metadata'
`,
}

describe('defaults', () => {
  test.each<[how: string, defaults: NonNullable<Options['defaults']>]>([
    ['a shape', { as: 'img' }],
    ['a function that decides on a shape', () => ({ as: 'img' })],
    ['a function that decides on a format', () => ({ format: 'webp' })],
    ['several outputs', { w: [310, 320], as: 'srcset' }],
  ])('that add %s change the import and not the outputs that its module refers to', async (_, defaults) => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': "export { default as image } from './a.jpg?h=100'\n",
    })
    const { entry, failure } = await buildWithWebpack(project, { defaults })
    expect(failure).toBeNull()
    const { image } = await exportsOf(entry)
    const core = new Pipeline({ cache: false, logger: silentLogger, defaults })
    const expected = await transformImport(core, `${project.path('src/a.jpg')}?h=100`)
    const named = (value: unknown) => JSON.stringify(value).replaceAll(/[^"\s]*a[.-][0-9a-f]{6,}\./g, 'a.')
    expect(named(image)).toBe(named(expected.value))
    expect(imagesBelow(project.path('dist'))).toHaveLength(expected.assets.length)
  })
})

describe('the filesystem cache', () => {
  const cached = (project: Project): Configuration => ({
    cache: { type: 'filesystem', cacheDirectory: project.path('.webpack-cache') },
  })

  test('a second run has all images from both caches, without an encode', async () => {
    const project = new Project(files)
    const cold = await buildWithWebpack(project, {}, cached(project))
    expect(totals(cold.batches)).toEqual({ outputs: 4, decodes: 1, encodes: 4 })
    const made = imagesBelow(project.path('dist'))
    const values = await exportsOf(cold.entry)

    const warm = await buildWithWebpack(project, {}, cached(project))
    expect(warm.failure).toBeNull()
    expect(totals(warm.batches)).toEqual({ outputs: 4, decodes: 0, encodes: 0 })
    expect(imagesBelow(project.path('dist'))).toEqual(made)
    expect(await exportsOf(warm.entry)).toEqual(values)
  })

  test('modules from webpack’s cache bring their images back although no loader runs and ours is empty', async () => {
    const project = new Project(files)
    const cold = await buildWithWebpack(project, {}, cached(project))
    const made = imagesBelow(project.path('dist'))
    project.remove('.image-cache')
    const warm = await buildWithWebpack(project, {}, cached(project))
    expect(warm.failure).toBeNull()
    expect(totals(warm.batches)).toEqual(totals(cold.batches))
    expect(imagesBelow(project.path('dist'))).toEqual(made)
  })

  test('a photograph that was edited between two runs is made anew', async () => {
    const project = new Project(files)
    await buildWithWebpack(project, {}, cached(project))
    const before = imagesBelow(project.path('dist'))
    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    const { failure, batches } = await buildWithWebpack(project, {}, cached(project))
    expect(failure).toBeNull()
    expect(totals(batches)).toEqual({ outputs: 4, decodes: 1, encodes: 4 })
    const after = [...imagesBelow(project.path('dist')).keys()]
    expect(after.filter(name => before.has(name))).toEqual([])
  })

  test('another engine does not take over what one planned', () => {
    const compiler = webpack({
      context: new Project(files).root,
      cache: { type: 'filesystem', version: 'mine' },
      plugins: [new LazyImagePlugin()],
    })
    const { cache } = compiler?.options ?? {}
    expect(cache).toMatchObject({ version: expect.stringContaining(engineInfo().fingerprint) })
    expect(cache).toMatchObject({ version: expect.stringMatching(/^mine/) })
  })
})

test('the plugin may be added to a compiler that there is', async () => {
  const project = new Project(files)
  const compiler = webpack({ ...webpackConfig(project, {}), plugins: [] })
  if (compiler === null) throw new Error('webpack gave no compiler')
  new LazyImagePlugin({ cache: false }).apply(compiler)
  const stats = await runCompiler(compiler)
  expect(stats.hasErrors()).toBe(false)
  expect(imagesBelow(project.path('dist')).size).toBe(4)
})

describe('URLs', () => {
  test.each([
    ['/pub/', /^\/pub\/[^/]+\.webp$/],
    ['', /^[^/]+\.webp$/],
    ['https://cdn.example/x/', /^https:\/\/cdn\.example\/x\/[^/]+\.webp$/],
  ])('publicPath %j is in front', async (publicPath, expected) => {
    const { entry } = await buildWithWebpack(new Project(files), {}, { output: { publicPath } })
    const { url, picture } = await exportsOf(entry)
    expect(url).toMatch(expected)
    expect(picture).toMatchObject({
      img: { src: expect.stringMatching(/\.jpg$/) },
      sources: { webp: expect.stringContaining(String(url)) },
    })
  })

  test('publicPath auto finds the files from where the script lies', async () => {
    const project = new Project(files)
    await buildWithWebpack(project, {}, { output: { publicPath: 'auto', filename: 'scripts/deep/entry.js' } })
    const { url } = await exportsOf(project.path('dist/scripts/deep/entry.js'))
    expect(existsSync(fileURLToPath(String(url)))).toBe(true)
  })

  test.each<[string, FileNames, RegExp]>([
    ['a template', 'img/[name]-[hash:8][ext][query]', /^img\/a-[0-9a-f]{8}\.(webp|jpg)$/],
    ['the source’s own path', '[path][contenthash:6].[base]', /^src\/[0-9a-f]{6}\.a\.(webp|jpg)$/],
    [
      'a function',
      ({ filename }) => `by-function/${filename?.includes('w=310')}-[hash][ext]`,
      /^by-function\/(true|false)-[0-9a-f]+\.(webp|jpg)$/,
    ],
  ])('assetModuleFilename says where files go: %s', async (_name, assetModuleFilename, expected) => {
    const project = new Project(files)
    const { failure } = await buildWithWebpack(project, {}, { output: { assetModuleFilename } })
    expect(failure).toBeNull()
    const images = project.list('dist').filter(file => !file.endsWith('.js'))
    expect(images.length).toBe(4)
    for (const file of images) expect(file).toMatch(expected)
  })
})

describe('references', () => {
  test('url() in CSS and new URL() give the optimised file', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': `import './styles/page.css'
export { default as imported } from './a.jpg?w=310&format=webp'
export const address = new URL('./a.jpg?w=310&format=webp', import.meta.url).href
`,
      'src/styles/page.css': "@import './other.css';\n.hero { background: url('../a.jpg?w=310&format=webp') }\n",
      'src/styles/other.css': '.other { background: url(../a.jpg?w=320&format=avif) }\n',
    })
    const { failure, batches, entry } = await buildWithWebpack(
      project,
      {},
      {
        output: { publicPath: 'auto', assetModuleFilename: 'media/[name].[hash][ext]' },
        module: { rules: [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, resolvePackage('css-loader')] }] },
        plugins: [new MiniCssExtractPlugin({ filename: 'css/page.css' })],
      },
    )
    expect(failure).toBeNull()
    expect(batches).toEqual([expect.objectContaining({ outputs: 2, decodes: 1, encodes: 2 })])
    const { imported, address } = await exportsOf(entry)
    expect(address).toBe(imported)
    const urls = [...project.read('dist/css/page.css').matchAll(/url\(([^)]+)\)/g)].map(([, url = '']) => url)
    expect(urls).toEqual([expect.stringMatching(/\.avif$/), expect.stringMatching(/\.webp$/)])
    const [, hero = ''] = urls.map(url => fileURLToPath(new URL(url, pathToFileURL(project.path('dist/css/page.css')))))
    expect(readFileSync(hero)).toEqual(readFileSync(fileURLToPath(String(imported))))
  })

  test('a rule of the user’s for images has what has no directive, and nothing else', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': `export { default as original } from './a.jpg'
export { default as optimised } from './a.jpg?w=310'
`,
    })
    const rules = [{ test: /\.jpe?g$/, type: 'asset/resource', generator: { filename: 'own/[name][ext]' } }]
    const { entry } = await buildWithWebpack(project, {}, { module: { rules } })
    const { original, optimised } = await exportsOf(entry)
    expect(original).toBe('/own/a.jpg')
    expect(readFileSync(project.path('dist/own/a.jpg'))).toEqual(fixture('a.jpg'))
    const images = imagesBelow(project.path('dist'))
    expect(withContents(optimised, images)).not.toBe(contentName('a.jpg', fixture('a.jpg')))
  })
})

describe('what is left to webpack', () => {
  const rules = [{ test: /\.jpe?g$/, type: 'asset/resource', generator: { filename: 'own/[name][ext]' } }]

  test.each<[string, Options]>([
    ['a pattern of paths', { exclude: '**/src/a.jpg' }],
    ['a pattern over path and query', { exclude: '**/*.jpg?w=*' }],
    ['a pattern of what is included', { include: '**/*.png?*' }],
    ['a function', { include: id => !/a\.jpg\?.*webp/.test(id) }],
  ])('is what is excluded by %s', async (_name, options) => {
    const entry = "export { default as image } from './a.jpg?w=310&format=webp'\n"
    const built = await buildWithWebpack(new Project({ ...files, 'src/entry.js': entry }), options, {
      module: { rules },
    })
    expect(built.failure).toBeNull()
    expect((await exportsOf(built.entry))['image']).toBe('/own/a.jpg')
  })

  test('is an image that a function of defaults gives nothing for, in code and in CSS', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': `import './page.css'
export { default as original } from './a.jpg'
export { default as made } from './a.jpg?hero'
export const address = new URL('./a.jpg', import.meta.url).href
`,
      'src/page.css': ".hero { background: url('./a.jpg') }\n.made { background: url('./a.jpg?w=310&format=webp') }\n",
    })
    const defaults: Options['defaults'] = (_path, _facts, query) => (query.has('hero') ? { format: 'webp' } : undefined)
    const { failure, entry, warnings } = await buildWithWebpack(
      project,
      { defaults },
      {
        output: { publicPath: '/' },
        module: {
          rules: [...rules, { test: /\.css$/, use: [MiniCssExtractPlugin.loader, resolvePackage('css-loader')] }],
        },
        plugins: [new MiniCssExtractPlugin({ filename: 'page.css' })],
      },
    )
    expect(failure).toBeNull()
    expect(warnings.trim()).toBe('')
    const { original, made, address } = await exportsOf(entry)
    expect(original).toBe('/own/a.jpg')
    expect(address).toMatch(/\/own\/a\.jpg$/)
    expect(made).toMatch(/\.webp$/)
    expect(readFileSync(project.path('dist/own/a.jpg'))).toEqual(fixture('a.jpg'))
    expect(project.read('dist/page.css')).toMatch(/url\(\/own\/a\.jpg\).*url\(\/[^)]+\.webp\)/s)
  })

  test('defaults of one output hold for url() and new URL() too', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "import './page.css'\nexport const address = new URL('./a.jpg', import.meta.url).href\n",
      'src/page.css': ".hero { background: url('./a.jpg') }\n",
    })
    const { failure, entry } = await buildWithWebpack(
      project,
      { defaults: { w: 310, format: 'webp' } },
      {
        output: { publicPath: '/' },
        module: { rules: [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, resolvePackage('css-loader')] }] },
        plugins: [new MiniCssExtractPlugin({ filename: 'page.css' })],
      },
    )
    expect(failure).toBeNull()
    const { address } = await exportsOf(entry)
    expect(address).toMatch(/\.webp$/)
    expect(project.read('dist/page.css')).toMatch(/url\(\/[^)]+\.webp\)/s)
  })

  test.each(['w=310;320', 'w=310&as=img'])('url() that comes to no picture is told: %s', async query => {
    const project = new Project({
      ...files,
      'src/entry.js': "import './page.css'\n",
      'src/page.css': `.hero { background: url('./a.jpg?${query}') }\n`,
    })
    const rules = [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, resolvePackage('css-loader')] }]
    const { failure } = await buildWithWebpack(
      project,
      {},
      { module: { rules }, plugins: [new MiniCssExtractPlugin()] },
    )
    expect(failure).toMatch(/url\(\) has room for pictures that differ in format or density.* \[PLACE_UNFIT\]/)
    expect(failure).toContain(`./a.jpg?${query}`)
  })

  test('a value with a hash sign counts in full, what stands behind it too', async () => {
    const project = new Project({
      ...files,
      'src/small.png': fixture('small.png'),
      'src/entry.js': "export { default as img } from './small.png?w=20&flatten&background=#fa2&as=img'\n",
    })
    const { failure, entry } = await buildWithWebpack(project)
    expect(failure).toBeNull()
    expect((await exportsOf(entry))['img']).toMatchObject({ w: 20, h: 15 })
  })
})

describe('scripts', () => {
  test.each(['eval', 'eval-source-map', 'cheap-module-source-map', 'inline-source-map', false] as const)(
    'a size is told in development with devtool %j',
    async devtool => {
      const project = new Project(files)
      const built = await buildWithWebpack(project, {}, { mode: 'development', devtool })
      expect(built.failure).toBeNull()
      const { facts } = (await exportsOf(built.entry)) as { facts: { size: number; src: string } }
      expect(readFileSync(project.path(`dist${facts.src}`)).length).toBe(facts.size)
    },
  )

  test.each([false, true])('source maps are right behind what was replaced, minimized: %j', async minimize => {
    const entry = `import { size } from './a.jpg?w=310&format=webp&as=metadata'
import meta from './a.jpg?w=320&format=webp&as=metadata'
import inline from './a.jpg?w=8&inline'

export const sizes = [size, meta.size, inline]
export function told() {
  return document.title + 'a text to be found' + sizes
}
`
    const project = new Project({ ...files, 'src/entry.js': entry })
    const built = await buildWithWebpack(project, {}, { devtool: 'source-map', optimization: { minimize } })
    expect((await exportsOf(built.entry))['sizes']).toEqual([
      expect.any(Number),
      expect.any(Number),
      expect.stringMatching(/^data:image\/jpeg;base64,/),
    ])
    expect(sourcePosition(built.entry, 'a text to be found')).toMatchObject({
      source: expect.stringMatching(/src\/entry\.js$/),
      line: 7,
      // Without a minimizer webpack maps the line as a whole.
      column: minimize ? "  return document.title + '".length - 1 : 0,
    })
  })

  test('the client’s and the server’s compiler at a time encode once and agree on every URL', async () => {
    const project = new Project(files)
    const shared = project.path('shared-cache')
    const both = await Promise.all(
      ['client', 'server'].map(name =>
        buildWithWebpack(
          project,
          { cache: { dir: shared } },
          { name, target: name === 'server' ? 'node20' : 'web', output: { path: project.path(`out/${name}`) } },
        ),
      ),
    )
    expect(totals(both.flatMap(({ batches }) => batches))).toEqual({ outputs: 8, decodes: 1, encodes: 4 })
    const [client, server] = await Promise.all(
      ['client', 'server'].map(name => exportsOf(join(project.path('out'), name, 'entry.js'))),
    )
    expect(server).toEqual(client)
  })
})
