import { readFileSync } from 'node:fs'
import { engineInfo } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/rspack'
import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import { type Configuration, CssExtractRspackPlugin, type RuleSetRule, rspack } from '@rspack/core'
import { describe, expect, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithRsbuild } from '../support/hosts/rsbuild.js'
import { buildWithRspack, rspackConfig, runRspack } from '../support/hosts/rspack.js'
import { resolvePackage } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

const FILES = {
  'src/a.jpg': fixture('a.jpg'),
  'src/b.png': fixture('small.png'),
  'src/page.css': '.a { background: url(./b.png?w=10&format=webp) }\n',
  'src/entry.js': `import './page.css'
export { default as url } from './a.jpg?w=310&format=webp'
export { default as img } from './a.jpg?w=310;320&format=webp&as=img&placeholder=lqip'
export { default as facts } from './a.jpg?w=310&format=webp&as=metadata:size;src'
`,
}

/** What css-loader and Rspack's extraction make of styles. */
function withCss(settings: Configuration = {}): Configuration {
  const rule = {
    test: /\.css$/,
    use: [CssExtractRspackPlugin.loader, resolvePackage('css-loader')],
    type: 'javascript/auto',
  }
  return {
    ...settings,
    module: { ...settings.module, rules: [...(settings.module?.rules ?? []), rule as RuleSetRule] },
    plugins: [new CssExtractRspackPlugin({ filename: 'page.css' })],
  }
}

/** Files of a build that hold something of ours that is for nobody's eyes, also within what is encoded. */
function leftovers(project: Project): string[] {
  return project.list('dist').filter(name => {
    const text = readFileSync(project.path(`dist/${name}`), 'latin1')
    const encoded = [...text.matchAll(/base64,([A-Za-z0-9+/=]+)/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString('latin1'),
    )
    return [text, ...encoded].some(part => /__LAZY_IMAGE_|lazy-image stub|\[object Module\]/.test(part))
  })
}

/** That a build of {@link FILES} is complete: every URL names a file that is what it is asked for. */
async function expectComplete(project: Project, style: string): Promise<void> {
  expect(leftovers(project)).toEqual([])
  const { url, img, facts } = await exportsOf(project.path('dist/entry.js'))
  const { src, size } = facts as { src: string; size: number }
  expect(src).toBe(url)
  expect(readFileSync(project.path(`dist${src}`)).length).toBe(size)
  expect(img).toMatchObject({ w: 320, placeholder: expect.stringMatching(/^data:image\/webp;base64,/) })
  const [, background = ''] = /url\(["']?([^)"']+)/.exec(project.read(`dist/${style}`)) ?? []
  expect(
    readFileSync(project.path(`dist${background}`))
      .subarray(8, 12)
      .toString(),
  ).toBe('WEBP')
}

/** Hosts with a persistent cache of their own. */
const CACHING = [
  {
    name: 'rspack',
    style: 'page.css',
    build: (project: Project) =>
      buildWithRspack(
        project,
        {},
        withCss({ cache: { type: 'persistent', storage: { type: 'filesystem', directory: project.path('.cache') } } }),
      ),
  },
  {
    name: 'rsbuild',
    style: 'static/css/entry.css',
    build: (project: Project) =>
      buildWithRsbuild(
        project,
        {},
        {
          performance: { buildCache: { cacheDirectory: project.path('.cache') } },
          output: { target: 'web', filename: { css: '[name].css' }, dataUriLimit: 0 },
        },
      ),
  },
]

describe.each(CACHING)('the persistent cache of $name', ({ build, style }) => {
  test('gives complete output whatever else is gone, and what has changed is made anew', async () => {
    const project = new Project(FILES)
    const cold = await build(project)
    expect(cold.failure).toBeNull()
    await expectComplete(project, style)

    // The folder of files is emptied before each build.
    const warm = await build(project)
    expect(warm.failure).toBeNull()
    expect(totals(warm.batches)).toMatchObject({ encodes: 0 })
    await expectComplete(project, style)

    project.remove('.image-cache')
    const emptied = await build(project)
    expect(emptied.failure).toBeNull()
    expect(totals(emptied.batches).encodes).toBe(totals(cold.batches).encodes)
    await expectComplete(project, style)

    // The image is in the cache of modules, the style that names it is not.
    project.write({ 'src/page.css': '.b { background: url(./b.png?w=10&format=webp) }\n' })
    expect((await build(project)).failure).toBeNull()
    await expectComplete(project, style)

    const { url } = await exportsOf(project.path('dist/entry.js'))
    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    const edited = await build(project)
    expect(edited.failure).toBeNull()
    await expectComplete(project, style)
    expect((await exportsOf(project.path('dist/entry.js')))['url']).not.toBe(url)
  })
})

test('what another engine planned is not taken from the persistent cache', () => {
  const compiler = rspack({
    context: new Project({}).root,
    cache: { type: 'persistent', version: 'mine' },
    plugins: [lazyImage()],
  })
  expect(compiler?.options.cache).toMatchObject({ version: `mine|lazy-image ${engineInfo().fingerprint}` })
})

test('the plugin for webpack works in Rspack as it is', async () => {
  const project = new Project(FILES)
  const config = rspackConfig(project, {}, withCss())
  const plugins = [new LazyImagePlugin({ cache: false }), new CssExtractRspackPlugin({ filename: 'page.css' })]
  const stats = await runRspack({ ...config, plugins: plugins as NonNullable<Configuration['plugins']> })
  expect(stats.hasErrors()).toBe(false)
  await expectComplete(project, 'page.css')
})

describe('a name of a file or a folder', () => {
  const NAMES = [
    'a b',
    '100%',
    'a#b',
    "it's",
    '[name]',
    'a!b',
    'a&b=c',
    'a;b',
    'back\\slash',
    'who?',
    '日本',
    'ü'.repeat(120),
  ]

  test('may be any, in code and in styles', async () => {
    const paths = NAMES.flatMap(name => [`src/folder/${name}.png`, `src/${name}/file.png`])
    const lines = paths.map((path, index) => {
      const request = `./${path.slice('src/'.length)}?w=10;20&format=webp&as=srcset`
      return `export { default as set${index} } from ${JSON.stringify(request)}`
    })
    const project = new Project({
      ...Object.fromEntries(paths.map(path => [path, fixture('small.png')])),
      'src/entry.js': ["import './page.css'", ...lines].join('\n'),
      'src/page.css': ".a { background: url('./folder/a%23b.png?w=10&format=webp') }\n",
    })
    const assetModuleFilename = 'img/[path][name].[contenthash:8][ext]'
    const { failure, entry } = await buildWithRspack(project, {}, withCss({ output: { assetModuleFilename } }))
    expect(failure).toBeNull()
    const values = await exportsOf(entry)
    for (const [index, path] of paths.entries()) {
      const urls = String(values[`set${index}`])
        .split(', ')
        .map(candidate => candidate.split(' ')[0] ?? '')
      expect(urls, path).toHaveLength(2)
      for (const url of urls) expect(project.list('dist'), path).toContain(decodeURIComponent(url.slice(1)))
    }
    expect(project.read('dist/page.css')).toMatch(/url\(\/img\/src\/folder\/a_b\.[0-9a-f]{8}\.webp\)/)
  })
})

describe('a rule of the user’s for images says where our outputs go', () => {
  const filename = 'static/media/[name].[hash:8][ext]'
  const rules: [string, RuleSetRule, Configuration['module']?][] = [
    ['its file name', { test: /\.png$/, type: 'asset/resource', generator: { filename } }],
    ['a nested rule', { test: /\.png$/, rules: [{ type: 'asset/resource', generator: { filename } }] }],
    [
      'a rule that inlines all, and settings of files',
      { test: /\.png$/, type: 'asset/inline', generator: { dataUrl: () => 'data:,' } },
      { generator: { 'asset/resource': { filename } } },
    ],
    ['file-loader', { test: /\.png$/, loader: 'file-loader', options: { name: 'static/media/[name].[hash:8].[ext]' } }],
  ]

  test.each(rules)('by %s', async (_, rule, module) => {
    const project = new Project({
      'src/b.png': fixture('small.png'),
      'src/entry.js': "export { default as list } from './b.png?w=10;20&format=webp'\n",
      'loaders/file-loader/index.cjs': 'module.exports = () => "module.exports = 0"\n',
      'loaders/file-loader/package.json': '{ "name": "file-loader", "main": "index.cjs" }\n',
    })
    const settings = { resolveLoader: { modules: [project.path('loaders')] }, module: { ...module, rules: [rule] } }
    const { failure, entry } = await buildWithRspack(project, {}, settings)
    expect(failure).toBeNull()
    const media = expect.stringMatching(/^\/static\/media\/b\.[0-9a-f]{8}\.webp$/)
    expect((await exportsOf(entry))['list']).toEqual([media, media])
  })
})

test.each(['w=10;20', 'w=10&as=img'])('url() that comes to no URL is told where it is written: %s', async query => {
  const project = new Project({ ...FILES, 'src/page.css': `\n.a { background: url(./b.png?${query}) }\n` })
  const { failure } = await buildWithRspack(project, {}, withCss())
  expect(failure).toMatch(/src\/page\.css:2:22 .*\[PLACE_UNFIT\]/)
  expect(failure).toContain(`2 | .a { background: url(./b.png?${query}) }`)
})

test('what is wrong with an image of a style that was run to be extracted is told once, where it is written', async () => {
  const css = '\n.a { background: url(./b.png?w=none) }\n'
  const { failure } = await buildWithRspack(new Project({ ...FILES, 'src/page.css': css }), {}, withCss())
  expect(failure).toMatch(/src\/page\.css:2:22 Directive w must be/)
  expect(failure).toContain('2 | .a { background: url(./b.png?w=none) }')
  expect(failure?.split('Directive w must be')).toHaveLength(2)
})

test('so is new URL() that comes to several', async () => {
  const code = 'export const url = new URL("./b.png?w=10;20", import.meta.url)\n'
  const { failure } = await buildWithRspack(new Project({ ...FILES, 'src/entry.js': code }))
  expect(failure).toMatch(/src\/entry\.js:1:\d+ CSS and new URL\(\) take one URL.*\[DIRECTIVE_INVALID\]/)
  expect(failure?.split('[DIRECTIVE_INVALID]')).toHaveLength(2)
})

test('code that a loader has run is told what it cannot read, and no process ends for it', async () => {
  const project = new Project({
    ...FILES,
    'evaluate.cjs': `module.exports = function () {
  const done = this.async()
  this.importModule(this.resourcePath + '.js', {}, (error, all) => done(error, 'export default ' + JSON.stringify(all?.default)))
}
`,
    'src/theme.values': '',
    'src/theme.values.js': "export { default } from './a.jpg?w=12&format=webp&as=img&placeholder=lqip'\n",
    'src/entry.js': "export { default } from './theme.values'\n",
  })
  const rules = [{ test: /\.values$/, use: [project.path('evaluate.cjs')] }]
  const { failure } = await buildWithRspack(project, {}, { module: { rules } })
  expect(failure).toContain('for which Rspack does not wait; ask for URLs, widths and heights there')
})

test.each(['source-map', 'eval-source-map', 'inline-cheap-source-map'] as const)(
  'nothing of ours is in what is written, source maps too: %s',
  async devtool => {
    const project = new Project(FILES)
    const { failure } = await buildWithRspack(project, {}, withCss({ mode: 'development', devtool }))
    expect(failure).toBeNull()
    await expectComplete(project, 'page.css')
  },
)

test('a module that another build uses by module federation has its image', async () => {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/shown.js': "export { default } from './a.jpg?w=310&format=webp'\n",
    'src/entry.js': "export const load = () => import('./shown.js')\n",
  })
  const federation = new rspack.container.ModuleFederationPluginV1({
    name: 'pictures',
    filename: 'remote.cjs',
    library: { type: 'commonjs-module' },
    exposes: { './shown': './src/shown.js' },
  })
  const settings = {
    target: 'async-node',
    output: { filename: '[name].cjs', module: false, library: { type: 'commonjs2' }, publicPath: '/remote/' },
    plugins: [federation],
  } satisfies Configuration
  const { failure, batches } = await buildWithRspack(project, {}, settings)
  expect(failure).toBeNull()
  expect(totals(batches)).toMatchObject({ encodes: 1 })
  const remote = (await import(project.path('dist/remote.cjs'))) as { default: FederatedContainer }
  const factory = await remote.default.get('./shown')
  expect(factory().default).toMatch(/^\/remote\/a\.[0-9a-f]+\.webp$/)
  expect(leftovers(project)).toEqual([])
})

interface FederatedContainer {
  get(name: string): Promise<() => { default: string }>
}
