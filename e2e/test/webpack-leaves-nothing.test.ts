import { readFileSync } from 'node:fs'
import { Pipeline } from '@lazy-image/core'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { describe, expect, test } from 'vitest'
import type { Compiler, Configuration } from 'webpack'
import { noteImporters } from '../../packages/unplugin/dist/host/webpack-like/importers.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithWebpack, resolvePackage } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

const small = fixture('small.png')

/** One of each kind of value that shows only when the image is made, and one that does not. */
const entry = `export { default as facts } from './a.png?w=10&format=webp&as=metadata:size;src'
export { default as img } from './a.png?w=10&format=webp&as=img&placeholder=lqip'
export { default as inline } from './a.png?w=8&format=webp&inline'
export { default as url } from './a.png?w=10&format=webp'
`

const files = { 'src/a.png': small, 'src/entry.js': entry }

/** Assets that hold something of ours that is for nobody's eyes, also within what is encoded. */
function leftovers(project: Project): string[] {
  return project.list('dist').filter(name => {
    const text = readFileSync(project.path(`dist/${name}`), 'latin1')
    const encoded = [...text.matchAll(/base64,([A-Za-z0-9+/=]+)/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString('latin1'),
    )
    return [text, ...encoded].some(part => /__LAZY_IMAGE_|lazy-image stub|\[object Module\]/.test(part))
  })
}

function expectValues(project: Project, { facts, img, inline, url }: Record<string, unknown>): void {
  const { size, src } = facts as { size: number; src: string }
  expect(src).toBe(url)
  expect(readFileSync(project.path(`dist${src}`)).length).toBe(size)
  expect(img).toMatchObject({ src, placeholder: expect.stringMatching(/^data:image\/webp;base64,/) })
  expect(inline).toMatch(/^data:image\/webp;base64,/)
}

describe('code is filled in', () => {
  test.each(['[name].js?v=[contenthash]', '[name].bundle', '[name].jsx', '[name]', '[name].mjs#x', '[name].html'])(
    'whatever the bundle is called: %s',
    async filename => {
      const project = new Project(files)
      const { failure } = await buildWithWebpack(project, {}, { output: { filename } })
      expect(failure).toBeNull()
      expect(leftovers(project)).toEqual([])
      const [bundle = ''] = project.list('dist').filter(name => !/\.(?:png|webp)$/.test(name))
      project.write({ 'dist/copy.mjs': project.read(`dist/${bundle}`) })
      expectValues(project, await exportsOf(project.path('dist/copy.mjs')))
    },
  )

  test.each(
    ['source-map', 'inline-source-map', 'cheap-source-map', 'inline-cheap-source-map'].concat(
      'eval-source-map',
      'eval-cheap-module-source-map',
      'hidden-nosources-source-map',
    ),
  )('in source maps too: %s', async devtool => {
    const project = new Project(files)
    const { failure, entry: built } = await buildWithWebpack(project, {}, { mode: 'development', devtool })
    expect(failure).toBeNull()
    expect(leftovers(project)).toEqual([])
    expectValues(project, await exportsOf(built))
  })

  test('in what another plugin makes of it late', async () => {
    const project = new Project(files)
    const plugin = {
      apply(compiler: Compiler) {
        compiler.hooks.make.tap('copy', compilation => {
          // What a bundle has before ours is filled in.
          const early = { name: 'copy', stage: -10_000 }
          let text = ''
          compilation.hooks.processAssets.tap(early, assets => {
            text = String(assets['entry.js']?.source())
          })
          compilation.hooks.processAssets.tap({ name: 'copy', stage: 3000 }, () => {
            compilation.emitAsset('copy.txt', new compiler.webpack.sources.RawSource(text))
          })
        })
      },
    }
    await buildWithWebpack(project, {}, { plugins: [plugin] })
    expect(project.read('dist/copy.txt')).toContain('data:image/webp;base64,')
    expect(leftovers(project)).toEqual([])
  })
})

describe('code that runs during the build has real values', () => {
  test('in a template of html-webpack-plugin', async () => {
    const project = new Project({
      ...files,
      'src/page.ejs': `<% const img = require('./a.png?w=12&format=webp&as=img&placeholder=lqip') %>
<% const facts = require('./a.png?w=12&format=webp&as=metadata:size;src') %>
<div id="placeholder" style="background:url(<%= img.placeholder %>)"></div>
<p id="size"><%= facts.size + 1 %></p>
<p id="src"><%= facts.src %></p>
<img id="srcset" srcset="<%= require('./a.png?w=12;16&format=webp&as=srcset') %>">
<img id="inline" src="<%= require('./a.png?w=8&format=webp&inline') %>">
<img id="url" src="<%= require('./a.png?w=12&format=webp') %>">
<div id="html"><%= require('./a.png?w=12&format=webp&as=html&placeholder=lqip') %></div>
`,
      'src/entry.js': 'export default 0\n',
    })
    const page = new HtmlWebpackPlugin({ template: 'src/page.ejs', inject: false, minify: false })
    const { failure } = await buildWithWebpack(project, {}, { plugins: [page] })
    expect(failure).toBeNull()
    expect(leftovers(project)).toEqual([])
    const html = project.read('dist/index.html')
    const said = (pattern: RegExp) => pattern.exec(html)?.[1] ?? ''
    const src = said(/id="src">([^<]+)</)
    expect(said(/id="placeholder" style="background:url\(([^)]+)\)/)).toMatch(/^data:image\/webp;base64,/)
    expect(Number(said(/id="size">(\d+)</)) - 1).toBe(readFileSync(project.path(`dist${src}`)).length)
    expect(said(/id="srcset" srcset="([^"]+)"/)).toMatch(/^\/\S+\.webp 12w, \/\S+\.webp 16w$/)
    expect(said(/id="inline" src="([^"]+)"/)).toMatch(/^data:image\/webp;base64,/)
    expect(said(/id="url" src="([^"]+)"/)).toBe(src)
    expect(said(/(<img [^>]*style=[^>]*>)/)).toMatch(/url\((?:&quot;|')?data:image\/webp;base64,/)
  })

  test('and a template that prints what is no text is told so', async () => {
    const project = new Project({
      ...files,
      'src/page.ejs': "<p><%= require('./a.png?w=12&format=webp&as=img') %></p>\n",
      'src/entry.js': 'export default 0\n',
    })
    const page = new HtmlWebpackPlugin({ template: 'src/page.ejs', inject: false, minify: false })
    const { failure } = await buildWithWebpack(project, {}, { plugins: [page] })
    expect(failure).toContain('a.png is no text; print a part of it')
  })

  const evaluated = {
    ...files,
    'src/entry.js': "export { default } from './theme.values'\nexport * from './theme.values'\n",
    // What css-in-js does that is evaluated: a module is run, and what it exports becomes the code of another.
    'src/theme.values': `import img from './a.png?w=12&format=webp&as=img&placeholder=lqip'
import { size } from './a.png?w=12&format=webp&as=metadata:size;src'
import url from './a.png?w=12&format=webp'
export default { twice: size * 2, placeholder: img.placeholder, url, src: img.src }
`,
    'evaluate.cjs': `module.exports = source => source
module.exports.pitch = async function (request) {
  const values = await this.importModule(this.resourcePath + '.webpack[javascript/auto]!=!!!' + request)
  return 'export default ' + JSON.stringify(values.default)
}
`,
  }

  function evaluating(project: Project): Configuration {
    return { module: { rules: [{ test: /\.values$/, loader: project.path('evaluate.cjs') }] } }
  }

  test('in a module that a loader imports', async () => {
    const project = new Project(evaluated)
    const built = await buildWithWebpack(project, {}, evaluating(project))
    expect(built.failure).toBeNull()
    expect(leftovers(project)).toEqual([])
    const { default: theme } = (await exportsOf(built.entry)) as { default: Record<string, string> }
    const { src = '', twice, placeholder, url } = theme
    expect(url).toBe(src)
    expect(twice).toBe(readFileSync(project.path(`dist${src}`)).length * 2)
    expect(placeholder).toMatch(/^data:image\/webp;base64,/)
  })

  test('in what a loader reads of another module', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "export { default } from './page.values'\n",
      'src/page.values': '',
      'read.cjs': `module.exports = function () {
  const done = this.async()
  this.loadModule('./a.png?w=10&format=webp', (failed, bytes) => {
    if (failed) return done(failed)
    this.loadModule('./a.png?w=10&format=webp&as=metadata:size;format', (failed, code) => {
      done(failed, 'export default ' + JSON.stringify({ base64: bytes.toString('base64'), code: String(code) }))
    })
  })
}
`,
    })
    const rules = [{ test: /\.values$/, loader: project.path('read.cjs') }]
    const built = await buildWithWebpack(project, {}, { module: { rules } })
    expect(built.failure).toBeNull()
    expect(leftovers(project)).toEqual([])
    const { base64 = '', code } = (await exportsOf(built.entry))['default'] as Record<string, string>
    const bytes = Buffer.from(base64, 'base64')
    expect(bytes.subarray(8, 12).toString()).toBe('WEBP')
    expect(code).toContain(`size:${bytes.length}`)
  })

  test('or is told why not', async () => {
    // The header is whole, the pixels are not.
    const project = new Project({ ...evaluated, 'src/a.png': small.subarray(0, small.length / 2) })
    const { failure } = await buildWithWebpack(project, {}, evaluating(project))
    expect(failure).toMatch(/SOURCE_(?:TRUNCATED|CORRUPT)/)
    expect(failure).toContain('./a.png?w=12&format=webp')
  })
})

describe('a reference that nobody follows', () => {
  const page = () => new HtmlWebpackPlugin({ template: 'src/page.html', minify: false })
  const project = () =>
    new Project({
      ...files,
      'src/page.html': `<img src="./a.png?w=12&amp;format=webp"><style>p { background: url(a.png?w=16) }</style>
<img src="https://cdn.example/a.png?w=12"><img src="/a.png?w=12"><img src="./a.png?v=12"><a href="b.html?w=1">w</a>
<img src="./made-by-a-server.png?w=12">
`,
    })

  test('fails the build where it is written, and no other', async () => {
    const { failure } = await buildWithWebpack(project(), {}, { plugins: [page()] })
    expect(failure?.match(/src\/page\.html:.* \[REFERENCE_UNFOLLOWED\]/g)).toEqual([
      expect.stringMatching(/^src\/page\.html:1:10 index\.html:\d+ refers to \.\/a\.png as it is written/),
      expect.stringMatching(/^src\/page\.html:1:68 index\.html:\d+ refers to a\.png as it is written/),
    ])
    expect(failure).toMatch(/1 \| <img src="\.\/a\.png\?w=12&amp;format=webp">/)
  })

  test('is warned of where the options are not strict', async () => {
    const { failure, warnings } = await buildWithWebpack(project(), { strict: 'warn' }, { plugins: [page()] })
    expect(failure).toBeNull()
    expect(warnings.match(/REFERENCE_UNFOLLOWED/g)).toHaveLength(2)
  })
})

describe('a style', () => {
  test('gets its URLs from a child compiler too', async () => {
    const project = new Project({
      ...files,
      'src/page.css': ".a { background: url('./a.png?w=10&format=webp') }\n",
      'src/entry.js': "import './page.css'\n",
    })
    const use = [MiniCssExtractPlugin.loader, resolvePackage('css-loader')]
    const plugin = new MiniCssExtractPlugin({ filename: 'page.css', experimentalUseImportModule: false })
    const { failure } = await buildWithWebpack(
      project,
      {},
      { module: { rules: [{ test: /\.css$/, use }] }, plugins: [plugin] },
    )
    expect(failure).toBeNull()
    expect(leftovers(project)).toEqual([])
    const [, url = ''] = /url\(([^)]+)\)/.exec(project.read('dist/page.css')) ?? []
    expect(
      readFileSync(project.path(`dist${url}`))
        .subarray(8, 12)
        .toString(),
    ).toBe('WEBP')
  })

  test.each([
    ['w=10&format=webp', null],
    ['w=8;10&format=webp', /CSS and new URL\(\) take one URL/],
    ['w=8&as=img', /CSS and new URL\(\) take one URL/],
  ])('takes one URL, also where its loader makes an import of it: %s', async (query, expected) => {
    const project = new Project({
      ...files,
      'src/page.css': '',
      'src/entry.js': "export { default as css } from './page.css'\n",
      // As css-loader did before webpack had assets.
      'import-urls.cjs': `module.exports = () =>
  'import url from "./a.png?${query}"; export default ".a { background: url(" + url + ") }"'
`,
    })
    const rules = [{ test: /\.css$/, loader: project.path('import-urls.cjs') }]
    const { failure, entry: built } = await buildWithWebpack(project, {}, { module: { rules } })
    if (expected === null) expect((await exportsOf(built))['css']).toMatch(/url\(\/a\.[0-9a-f]+\.webp\)/)
    else expect(failure).toMatch(expected)
  })
})

describe('a required module', () => {
  test('is the value itself', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "export { default as results } from './required.cjs'\n",
      'src/required.cjs': `const set = require('./a.png?w=10;20&format=webp&as=srcset')
const img = require('./a.png?w=10&format=webp&as=img')
const url = require('./a.png?w=10&format=webp')
let told
try {
  String(img)
} catch (error) {
  told = error.message
}
module.exports = { text: String(set), set, img, url, told }
`,
    })
    const { failure, entry: built } = await buildWithWebpack(project)
    expect(failure).toBeNull()
    const { results } = (await exportsOf(built)) as { results: Record<string, unknown> }
    expect(results['text']).toBe(results['set'])
    expect(results['text']).toMatch(/ 10w, .* 20w$/)
    expect(results['img']).toMatchObject({ src: results['url'], w: 10 })
    expect(results['told']).toContain('a.png is no text')
  })
})

describe('a build with errors that is written all the same', () => {
  test.each([
    ['damaged pixels', { 'src/bad.png': small.subarray(0, small.length / 2) }, './bad.png?w=10&format=webp'],
    ['a damaged header', { 'src/bad.png': small.subarray(0, 20) }, './bad.png?w=10&format=webp'],
    ['a wrong directive', {}, './a.png?w=1o&format=webp'],
    ['several outputs for one URL', {}, './a.png?w=8;10&format=webp'],
  ])('has no file that is no picture: %s', async (_, more, request) => {
    const project = new Project({
      ...files,
      ...more,
      'src/entry.js': `export const bad = new URL(${JSON.stringify(request)}, import.meta.url)
export { default as good } from './a.png?w=10&format=webp'
`,
    })
    const { failure } = await buildWithWebpack(project, {}, { optimization: { emitOnErrors: true } })
    expect(failure).not.toBeNull()
    expect(leftovers(project)).toEqual([])
    const pictures = project.list('dist').filter(name => !name.endsWith('.js'))
    expect(pictures).toHaveLength(1)
    expect(
      readFileSync(project.path(`dist/${pictures[0]}`))
        .subarray(8, 12)
        .toString(),
    ).toBe('WEBP')
  })
})

describe('the ledger', () => {
  test('knows every place that imports an output, through modules of ours, and from a cache too', async () => {
    const project = new Project({
      ...files,
      'src/other.js': "import list from './a.png?w=4;8'\nexport default list\n",
      'src/entry.js': "export { default as other } from './other.js'\n\nexport { default as url } from './a.png?w=4'\n",
    })
    const id = `${project.path('src/a.png')}?w=4`
    const plan = await new Pipeline({ cache: false }, project.root).plan(id)
    const key = plan?.module.wanted()[0]?.key ?? ''
    for (const run of ['cold', 'warm']) {
      const { ledger } = new Pipeline({ cache: false }, project.root)
      const noting = (compiler: Compiler) =>
        compiler.hooks.compilation.tap('test', compilation =>
          compilation.hooks.finishModules.tapPromise('test', () => noteImporters(compilation, ledger)),
        )
      const cache = { type: 'filesystem', cacheDirectory: project.path('.webpack-cache') } as const
      await buildWithWebpack(project, {}, { cache, plugins: [noting] })
      expect(
        ledger.importersOf(key).sort((a, b) => (a.file < b.file ? -1 : 1)),
        run,
      ).toEqual([
        { file: project.path('src/entry.js'), specifier: './a.png?w=4', line: 3, column: 31 },
        { file: project.path('src/other.js'), specifier: './a.png?w=4;8', line: 1, column: 17 },
      ])
    }
  })
})
