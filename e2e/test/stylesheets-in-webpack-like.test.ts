import { readFileSync } from 'node:fs'
import { ImageEngine } from '@lazy-image/core'
import { CssExtractRspackPlugin } from '@rspack/core'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { describe, expect, test } from 'vitest'
import type { Configuration } from 'webpack'
import { fixture } from '../support/fixture.js'
import type { Built } from '../support/hosts/host.js'
import { buildWithRspack } from '../support/hosts/rspack.js'
import { buildWithWebpack, resolvePackage } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

interface Setting {
  name: string
  build(project: Project): Promise<Built>
}

const sass = { loader: resolvePackage('sass-loader') }
const followed = { loader: resolvePackage('css-loader') }

/** Stylesheets through css-loader, whose options a project may leave out. */
function loaders(extract: string) {
  return {
    module: {
      rules: [
        // Postcss-loader gives css-loader its syntax tree beside the text.
        {
          test: /\.css$/,
          use: [extract, { ...followed, options: { importLoaders: 1 } }, resolvePackage('postcss-loader')],
        },
        { test: /\.scss$/, use: [extract, { ...followed, options: { importLoaders: 1 } }, sass] },
      ],
    },
  }
}

const own: Configuration = {
  experiments: { outputModule: true, css: true },
  module: { rules: [{ test: /\.scss$/, use: [sass], type: 'css/auto' }] },
}

const SETTINGS: readonly Setting[] = [
  {
    name: 'webpack with css-loader',
    build: project =>
      buildWithWebpack(project, {}, { ...loaders(MiniCssExtractPlugin.loader), plugins: [new MiniCssExtractPlugin()] }),
  },
  { name: 'webpack by itself', build: project => buildWithWebpack(project, {}, own) },
  {
    name: 'Rspack with css-loader',
    build: project =>
      buildWithRspack(
        project,
        {},
        {
          ...loaders(CssExtractRspackPlugin.loader),
          plugins: [new CssExtractRspackPlugin()],
        },
      ),
  },
  {
    name: 'Rspack by itself',
    build: project =>
      buildWithRspack(
        project,
        {},
        {
          module: {
            rules: [
              { test: /\.css$/, type: 'css/auto' },
              { test: /\.scss$/, use: [sass], type: 'css/auto' },
            ],
          },
        },
      ),
  },
]

const FILES = {
  'src/entry.js': "import './a.css'\nimport './s.scss'\n",
  'src/a.css': `@import "./deep/part.css";
.one { background: url(./a.jpg?w=20&format=webp) }
.types { background: url("./a.jpg?w=21&format=webp;jpg") no-repeat }
.both { background: url('./a.jpg?w=22&format=webp;jpg&densities=1x;2x') }
.inline { background: url(./a.jpg?w=8&format=webp&inline) }
.own { background: image-set(url(./a.jpg?w=23&format=webp) 1x, "./a.jpg?w=46&format=webp" 2x) }
/* url(./a.jpg?w=98;99) */
`,
  'src/deep/part.css': '.part { background: url("../a.jpg?w=24&densities=1x;2x") }\n',
  'src/s.scss': '$w: 25;\n.sass { background: url("./a.jpg?w=#{$w}&format=webp;jpg") }\n',
  'src/a.jpg': fixture('a.jpg'),
}

describe.each(SETTINGS)('$name', ({ build }) => {
  test('several outputs become an image-set, and an inline one its data', async () => {
    const project = new Project(FILES)
    const { failure, batches } = await build(project)
    expect(failure).toBeNull()
    const written = project.list('dist').filter(file => file.endsWith('.css'))
    const text = written.map(file => project.read(`dist/${file}`)).join('\n')
    const seen = new Map<string, string>()
    for (const file of project.list('dist').filter(name => /\.(?:webp|jpg)$/.test(name))) {
      const { width, format: kind } = await ImageEngine.from(readFileSync(project.path(`dist/${file}`))).inspect()
      seen.set(file, `${kind}-${width}`)
    }
    const shown = text.replaceAll(/["']?\/?([\w.-]+\.(?:webp|jpg))["']?/g, (all, file: string) => seen.get(file) ?? all)
    const rule = (name: string) =>
      new RegExp(`\\.${name}\\s*\\{\\s*background:\\s*([^}]*?);?\\s*\\}`).exec(shown)?.[1]?.replaceAll(/\s+/g, ' ')
    expect(rule('one')).toBe('url(webp-20)')
    expect(rule('types')).toBe('image-set(url(webp-21) type("image/webp"), url(jpeg-21) type("image/jpeg")) no-repeat')
    expect(rule('both')).toBe(
      'image-set(url(webp-22) type("image/webp") 1x, url(webp-44) type("image/webp") 2x, ' +
        'url(jpeg-22) type("image/jpeg") 1x, url(jpeg-44) type("image/jpeg") 2x)',
    )
    expect(rule('inline')).toMatch(/^url\("?data:image\/webp;base64,UklGR[\w+/=]+"?\)$/)
    expect(rule('own')).toMatch(/^image-set\(url\(webp-23\) 1x, (?:url\()?webp-46\)? 2x\)$/)
    expect(rule('part')).toBe('image-set(url(jpeg-24) 1x, url(jpeg-48) 2x)')
    expect(rule('sass')).toBe('image-set(url(webp-25) type("image/webp"), url(jpeg-25) type("image/jpeg"))')
    expect(batches.reduce((sum, { encodes }) => sum + encodes, 0)).toBe(seen.size + 1)
  })

  test('what has no place in a stylesheet is told with what to write instead', async () => {
    const project = new Project({ ...FILES, 'src/a.css': '\n.a { background: url(./a.jpg?w=20;40) }\n' })
    const { failure } = await build(project)
    expect(failure).toContain('url() has room for pictures that differ in format or density')
    expect(failure).toContain('densities=1x;2x')
    expect(failure).toMatch(/src\/a\.css:2:\d+/)
  })
})
