import { readFileSync } from 'node:fs'
import { ImageEngine } from '@lazy-image/core'
import { ImageMinimizerPlugin, ResponsiveLoaderPlugin } from '@lazy-image/webpack-plugin'
import { describe, expect, test } from 'vitest'
import type { Configuration } from 'webpack'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { resolvePackage, runWebpack, webpackConfig } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

const FILES = { 'src/a.jpg': fixture('a.jpg'), 'src/b.png': fixture('small.png') }

/** A build without our plugin in its usual form. */
async function build(project: Project, settings: Configuration): Promise<Record<string, unknown>> {
  project.remove('dist')
  const stats = await runWebpack({ ...webpackConfig(project, {}, settings), plugins: settings.plugins ?? [] })
  expect(stats.toString({ all: false, errors: true, warnings: true })).toBe('')
  return exportsOf(project.path('dist/entry.js'))
}

/** Width, height and type of a file that a URL of a build names. */
async function lookAt(project: Project, url: string): Promise<string> {
  const bytes = readFileSync(project.path(`dist${url}`))
  const type =
    bytes.subarray(8, 12).toString() === 'WEBP'
      ? 'webp'
      : bytes[0] === 0xff
        ? 'jpeg'
        : bytes[0] === 0x89
          ? 'png'
          : 'other'
  const { width, height } = await ImageEngine.from(bytes).dimensions()
  return `${type} ${width}x${height}`
}

interface Responsive {
  src: string
  srcSet: string
  images: { path: string; width: number; height: number }[]
  width: number
  height: number
  placeholder?: string
}

describe('requests of responsive-loader', () => {
  /** Widths and heights from the engine; responsive-loader needs an adapter, and is only as good as that. */
  const adapter = (path: string) => ({
    metadata: () => ImageEngine.fromPath(path).dimensions(),
    async resize({ width, mime }: { width: number; mime: string }) {
      const format = mime.replace('image/', '') as 'jpeg' | 'png' | 'webp'
      const data = await ImageEngine.fromPath(path).resize(width).toBuffer(format)
      const { height } = await ImageEngine.from(data).dimensions()
      return { data, width, height }
    },
  })

  const REQUESTS = [
    './a.jpg',
    './a.jpg?size=300',
    './a.jpg?sizes[]=100,sizes[]=300,sizes[]=600',
    './a.jpg?sizes[]=100&sizes[]=9000&format=webp',
    './a.jpg?min=100&max=400&steps=3',
    './a.jpg?min=100,max=300',
    './a.jpg?placeholder=true&sizes[]=100,sizes[]=200',
    './a.jpg?+placeholder,size=120',
    './a.jpg?{sizes:[50,100], format: "webp"}',
    './b.png?size=20&format=jpg&background=%23fff',
    './b.png?quality=50',
  ]

  const entry = [
    ...REQUESTS.map((request, index) => `import r${index} from ${JSON.stringify(request)}`),
    "import required from './required.cjs'",
    `export const all = [${REQUESTS.map((_, index) => `[r${index}, String(r${index}), ...required[${index}]]`)}]`,
  ].join('\n')

  const required = `const all = [${REQUESTS.map(request => `require(${JSON.stringify(request)})`)}]
module.exports = all.map(image => [image.src, String(image)])
`

  const DEFAULTS = { sizes: [200, 400] }

  /** What does not depend on how files are called. */
  async function facts(project: Project, value: unknown): Promise<unknown> {
    const [{ src, srcSet, images, width, height, placeholder }, text, required, requiredText] = value as [
      Responsive,
      string,
      string,
      string,
    ]
    expect([text, required, requiredText]).toEqual([src, src, src])
    return {
      src: await lookAt(project, src),
      srcSet: await Promise.all(
        srcSet.split(/,\s*/).map(async candidate => {
          const [url = '', descriptor] = candidate.split(' ')
          return `${await lookAt(project, url)} ${descriptor}`
        }),
      ),
      images: await Promise.all(
        images.map(async image => `${await lookAt(project, image.path)} ${image.width}x${image.height}`),
      ),
      size: `${width}x${height}`,
      hasPlaceholder: placeholder?.startsWith('data:image/') ?? false,
    }
  }

  test.each([
    ['no options', {}],
    ['widths and a placeholder in the options', { ...DEFAULTS, placeholder: true }],
  ])('come to the same sizes, types and values: %s', async (_, options) => {
    const project = new Project({ ...FILES, 'src/entry.js': entry, 'src/required.cjs': required })
    const use = [{ loader: resolvePackage('responsive-loader'), options: { adapter, ...options } }]
    const rules = [{ test: /\.(?:jpe?g|png)$/, type: 'javascript/auto', use }]
    const theirs = (await build(project, { module: { rules } }))['all'] as unknown[]
    const wanted = await Promise.all(theirs.map(value => facts(project, value)))
    const ours = (await build(project, { plugins: [new ResponsiveLoaderPlugin(options, { cache: false })] }))[
      'all'
    ] as unknown[]
    const made = await Promise.all(ours.map(value => facts(project, value)))
    for (const [index, request] of REQUESTS.entries()) expect(made[index], request).toEqual(wanted[index])
  })

  test('are one URL in a style, and files are called as the options say', async () => {
    const project = new Project({
      ...FILES,
      'src/entry.js': "import './page.css'\nexport { default as all } from './a.jpg?sizes[]=100,sizes[]=200'\n",
      'src/page.css': '.a { background: url("./a.jpg?sizes[]=90,sizes[]=180") }\n',
    })
    const css = { test: /\.css$/, type: 'css' }
    const plugin = new ResponsiveLoaderPlugin({ name: '[name]-[width].[ext]', outputPath: 'img' }, { cache: false })
    const settings = { experiments: { outputModule: true, css: true }, module: { rules: [css] }, plugins: [plugin] }
    const { all } = await build(project, settings)
    expect((all as Responsive).images.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/img\/a-100(?:-[0-9a-f]{8})?\.jpg$/),
      expect.stringMatching(/^\/img\/a-200(?:-[0-9a-f]{8})?\.jpg$/),
    ])
    const [style = ''] = project.list('dist').filter(name => name.endsWith('.css'))
    expect(project.read(`dist/${style}`)).toMatch(/url\((?:"|')?\/img\/a-180/)
  })

  test('that are wrong are told where they are written, with the part as it is read', async () => {
    const code = "export { default as image } from './a.jpg?sizes[]=100,sizes[]=3oo&format=webp'\n"
    const project = new Project({ ...FILES, 'src/entry.js': code })
    const config = webpackConfig(project, {}, {})
    const stats = await runWebpack({ ...config, plugins: [new ResponsiveLoaderPlugin({}, { cache: false })] })
    const text = stats.toString({ all: false, errors: true, colors: false })
    expect(text).toMatch(/src\/entry\.js:1:34 Directive w must be .*received "3oo"/)
    expect(text).toContain('./a.jpg?w=100;3oo&format=webp')
    expect(text).toContain("1 | export { default as image } from './a.jpg?sizes[]=100,sizes[]=3oo&format=webp'")
  })

  test('leave requests in our own words to us, and name an unknown option', async () => {
    const project = new Project({
      ...FILES,
      'src/entry.js': "export { default as url } from './a.jpg?w=100&format=webp'\n",
    })
    const { url } = await build(project, { plugins: [new ResponsiveLoaderPlugin({}, { cache: false })] })
    expect(await lookAt(project, String(url))).toBe('webp 100x67')
    const options = { size: 100, widths: [1] } as object
    expect(() => new ResponsiveLoaderPlugin(options)).toThrow(/Unknown option widths of ResponsiveLoaderPlugin/)
  })
})

describe('requests of image-minimizer-webpack-plugin', () => {
  const generator = [
    {
      preset: 'webp',
      implementation: ImageMinimizerPlugin.sharpGenerate,
      options: { encodeOptions: { webp: { quality: 60 } } },
    },
    { preset: 'small', options: { encodeOptions: { jpeg: { quality: 70 } }, resize: { width: 120 } } },
  ]

  test('come to what their preset says, in code, in styles and by new URL()', async () => {
    const project = new Project({
      ...FILES,
      'src/entry.js': `import './page.css'
export { default as webp } from './a.jpg?as=webp'
export { default as small } from './a.jpg?as=small'
export { default as auto } from './a.jpg?as=small&width=auto&height=90'
export { default as sized } from './a.jpg?as=webp&w=90&h=60'
export const url = new URL('./b.png?as=webp', import.meta.url).pathname
`,
      'src/page.css': '.a { background: url("./a.jpg?as=small") }\n',
    })
    const settings = {
      experiments: { outputModule: true, css: true },
      module: { rules: [{ test: /\.css$/, type: 'css' }] },
    }
    const plugins = [new ImageMinimizerPlugin({ generator }, { cache: false })]
    const { webp, small, auto, sized, url } = await build(project, { ...settings, plugins })
    const seen = await Promise.all([webp, small, auto, sized, url].map(one => lookAt(project, String(one))))
    expect(seen).toEqual(['webp 1200x800', 'jpeg 120x80', 'jpeg 135x90', 'webp 90x60', 'webp 64x48'])
  })

  test('without a preset are made smaller, in their own format and size', async () => {
    const project = new Project({
      ...FILES,
      'src/entry.js': "export { default as jpeg } from './a.jpg'\nexport { default as png } from './b.png'\n",
    })
    const rules = [{ test: /\.(?:jpe?g|png)$/, type: 'asset/resource' }]
    const plain = await build(project, { module: { rules } })
    const sizeOf = (url: unknown) => readFileSync(project.path(`dist${url}`)).length
    const before = { jpeg: sizeOf(plain['jpeg']), png: sizeOf(plain['png']) }
    const plugins = [
      new ImageMinimizerPlugin(
        { minimizer: { options: { encodeOptions: { jpeg: { quality: 60 } } } } },
        { cache: false },
      ),
    ]
    const { jpeg, png } = await build(project, { module: { rules }, plugins })
    expect(await lookAt(project, String(jpeg))).toBe('jpeg 1200x800')
    expect(sizeOf(jpeg)).toBeLessThan(before.jpeg)
    expect(sizeOf(png)).toBeLessThanOrEqual(before.png)
  })

  test('name a wrong option', () => {
    const options = { generator: [{ preset: 'two', options: { encodeOptions: { webp: {}, avif: {} } } }] }
    expect(() => new ImageMinimizerPlugin(options)).toThrow(
      /generator\[0\]\.options\.encodeOptions must be an object with one format/,
    )
    expect(() => new ImageMinimizerPlugin({ loader: false } as object)).toThrow(
      /Unknown option loader of ImageMinimizerPlugin/,
    )
  })
})
