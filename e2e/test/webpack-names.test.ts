import { existsSync, readFileSync } from 'node:fs'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { describe, expect, test } from 'vitest'
import type { Configuration, RuleSetRule } from 'webpack'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithWebpack, resolvePackage } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

const small = fixture('small.png')

type FileNames = NonNullable<NonNullable<Configuration['output']>['assetModuleFilename']>

/** The files that a build wrote beside its scripts and styles. */
function picturesOf(project: Project): string[] {
  return project.list('dist').filter(name => /\.(?:png|webp)$/.test(name))
}

/** Whether a server finds what a URL names below its root. */
function isServed(project: Project, url: string): boolean {
  return existsSync(project.path(`dist${decodeURIComponent(url.replace(/[?#].*/, ''))}`))
}

/** Legal names of files and folders, with what a template, a URL, a request or a pattern could take for its own. */
const NAMES = [
  'a b',
  '%41',
  '100%',
  'a#b',
  '#',
  "it's",
  '"quoted"',
  'a,b',
  '[name]',
  '[contenthash]',
  '[id]',
  '(1)',
  'a$&b',
  '$1',
  "$'",
  'a!b',
  'a&b=c',
  'a+b',
  'a;b',
  'ü\u0301',
  'u\u0308',
  '日本',
  'back\\slash',
  '{a}|<b>^`c`',
  '~',
  '@2x',
  'who?',
  'ü'.repeat(120),
  '?',
]

describe('a name of a file or a folder', () => {
  test('may be any: each picture is found, and each URL is one that a server finds', async () => {
    const paths = NAMES.flatMap(name => [`src/folder/${name}.png`, `src/${name}/file.png`])
    const lines = paths.flatMap((path, index) => {
      const request = `./${path.slice('src/'.length)}`
      return [
        `export { default as url${index} } from ${JSON.stringify(`${request}?w=10&format=webp`)}`,
        `export { default as set${index} } from ${JSON.stringify(`${request}?w=10;20&format=webp&as=srcset`)}`,
      ]
    })
    const project = new Project({
      ...Object.fromEntries(paths.map(path => [path, small])),
      'src/entry.js': lines.join('\n'),
    })
    const assetModuleFilename = 'img/[path][name].[contenthash:8][ext]'
    const { failure, entry } = await buildWithWebpack(project, {}, { output: { assetModuleFilename } })
    expect(failure).toBeNull()
    const values = await exportsOf(entry)
    for (const [index, path] of paths.entries()) {
      const candidates = String(values[`set${index}`]).split(', ')
      expect(
        candidates.map(candidate => candidate.split(' ')),
        path,
      ).toEqual([
        [expect.any(String), '10w'],
        [expect.any(String), '20w'],
      ])
      const urls = [String(values[`url${index}`]), ...candidates.map(candidate => candidate.split(' ')[0] ?? '')]
      expect(
        urls.filter(url => !isServed(project, url)),
        path,
      ).toEqual([])
    }
  })

  test.each([
    ['as it is', './a#b.png'],
    ['encoded', './a%23b.png'],
    ['with webpack’s own escape', './a\0#b.png'],
  ])('with a hash sign is found: written %s', async (_, path) => {
    const project = new Project({
      'src/a#b.png': small,
      'src/entry.js': `import './page.css'
export { default as url } from ${JSON.stringify(`${path}?w=10&format=webp`)}
export { default as img } from ${JSON.stringify(`${path}?w=10;20&flatten&background=#fa2&as=img`)}
`,
      'src/page.css': ".a { background: url('./a%23b.png?w=10&format=webp') }\n",
    })
    const { failure, entry } = await buildWithWebpack(project, {}, withCss())
    expect(failure).toBeNull()
    const { url, img } = await exportsOf(entry)
    expect(url).toMatch(/^\/a_b\.[0-9a-f]+\.webp$/)
    expect(img).toMatchObject({ w: 20, h: 15 })
    expect(project.read('dist/page.css')).toContain(`url(${url})`)
  })

  test('may stand for a variable in a request', async () => {
    const names = ['a b', 'a#b', "it's", '100%', 'a!b']
    const project = new Project({
      ...Object.fromEntries(names.map(name => [`src/all/${name}.png`, small])),
      'src/entry.js': `const load = name => import(/* webpackMode: "eager" */ \`./all/\${name}.png?w=10&format=webp\`)
export const urls = await Promise.all(${JSON.stringify(names)}.map(name => load(name).then(all => all.default)))
`,
    })
    const { failure, entry } = await buildWithWebpack(project)
    expect(failure).toBeNull()
    const { urls } = (await exportsOf(entry)) as { urls: string[] }
    expect(urls.map(url => isServed(project, url))).toEqual(names.map(() => true))
  })

  test('that a user’s function puts into a path cannot break a URL', async () => {
    const project = new Project({
      'src/my pictures/50%#1.png': small,
      'src/entry.js': "export { default as set } from './my pictures/50%#1.png?w=10;20&as=srcset'\n",
    })
    const assetModuleFilename: FileNames = ({ filename = '' }) =>
      `${filename.replace(/\/[^/]*$/, '')}/[name]-[hash][ext]`
    const { failure, entry } = await buildWithWebpack(project, {}, { output: { assetModuleFilename } })
    expect(failure).toBeNull()
    const candidates = String((await exportsOf(entry))['set']).split(', ')
    expect(candidates.map(candidate => isServed(project, candidate.split(' ')[0] ?? ''))).toEqual([true, true])
  })

  test('above the context does not lead out of the output', async () => {
    const project = new Project({
      'shared/a.png': small,
      'app/src/entry.js': "export { default as url } from '../../shared/a.png?w=10'\n",
    })
    const { failure } = await buildWithWebpack(
      project,
      {},
      { context: project.path('app'), output: { assetModuleFilename: 'img/[path][name].[contenthash][ext]' } },
    )
    expect(failure).toBeNull()
    expect(picturesOf(project)).toEqual([expect.stringMatching(/^img\/_\/shared\/a\.[0-9a-f]+\.png$/)])
  })
})

describe('outputs of one photograph never become one file', () => {
  const templates: [string, FileNames][] = [
    ['a name', 'img/[name][ext]'],
    ['a base', '[base]'],
    ['a path', '[file]'],
    ['a query', 'img/[name][ext][query]'],
    ['one digit of the hash', '[name].[contenthash:1][ext]'],
    ['a constant', 'picture[ext]'],
    ['a function', () => 'img/[name][ext]'],
    ['a query behind it', 'img/[name][ext]?v=1'],
  ]

  test.each(templates)('where a template has nothing but %s', async (_, assetModuleFilename) => {
    const project = new Project({
      'src/a.png': small,
      'src/other/a.png': fixture('imagetools/alpha.png'),
      'src/entry.js': `import './page.css'
export { default as list } from './a.png?w=10;20;30&format=webp'
export { default as other } from './other/a.png?w=10&format=webp'
`,
      'src/page.css': `.a { background: url('./a.png?w=10&format=webp') }
.b { background: url('./a.png?w=20&format=webp') }
.c { background: url('./a.png?w=10&format=webp&grayscale') }
`,
    })
    const settings = withCss()
    const { failure, entry } = await buildWithWebpack(project, {}, { ...settings, output: { assetModuleFilename } })
    expect(failure).toBeNull()
    const { list, other } = (await exportsOf(entry)) as { list: string[]; other: string }
    const inCss = [...project.read('dist/page.css').matchAll(/url\(([^)]+)\)/g)].map(([, url = '']) => url)
    expect(inCss.slice(0, 2)).toEqual(list.slice(0, 2))
    const urls = [...list, other, ...inCss.slice(2)]
    const contents = urls.map(url => readFileSync(project.path(`dist${url.replace(/\?.*/, '')}`), 'base64'))
    expect(new Set(contents).size).toBe(5)
  })

  test('and the name says nothing of what else is built', async () => {
    const built = async (entry: string) => {
      const project = new Project({ 'src/a.png': small, 'src/entry.js': entry })
      await buildWithWebpack(project, {}, { output: { assetModuleFilename: '[name][ext]' } })
      return picturesOf(project)
    }
    const one = "export { default as a } from './a.png?w=10&format=webp'\n"
    const [alone, ...none] = await built(one)
    expect(none).toEqual([])
    expect(await built(`export { default as b } from './a.png?w=20&format=webp'\n${one}`)).toContain(alone)
  })

  test('but a template that tells them apart is left as it is', async () => {
    const project = new Project({
      'src/a.png': small,
      'src/entry.js': "export { default as list } from './a.png?w=10;20&format=webp'\n",
    })
    for (const [assetModuleFilename, expected] of [
      ['[name].[hash:4][ext]', /^a\.[0-9a-f]{4}\.webp$/],
      ['[name]-[contenthash:hex:6][ext]', /^a-[0-9a-f]{6}\.webp$/],
      ['[id][ext]', /^[^-]+\.webp$/],
    ] as const) {
      await buildWithWebpack(project, {}, { output: { assetModuleFilename } })
      expect(picturesOf(project)).toEqual([expect.stringMatching(expected), expect.stringMatching(expected)])
    }
  })
})

describe('a rule of the user’s for images says where our outputs go', () => {
  const files = {
    'src/a.png': small,
    'src/entry.js': `import './page.css'
export { default as original } from './a.png'
export { default as one } from './a.png?w=10&format=webp'
export { default as list } from './a.png?w=10;20&format=webp'
`,
    'src/page.css': ".a { background: url('./a.png?w=10&format=webp') }\n",
    'loaders/file-loader/index.cjs': 'module.exports = () => "module.exports = 0"\n',
    'loaders/file-loader/package.json': '{ "name": "file-loader", "main": "index.cjs" }\n',
    'loaders/url-loader/index.cjs': 'module.exports = () => "module.exports = 0"\n',
    'loaders/url-loader/package.json': '{ "name": "url-loader", "main": "index.cjs" }\n',
  }
  const media = /^static\/media\/a\.[0-9a-f]{8}\.webp$/
  const filename = 'static/media/[name].[hash:8][ext]'

  const rules: [string, RuleSetRule, Configuration['module']?][] = [
    ['its file name', { test: /\.png$/, type: 'asset/resource', generator: { filename } }],
    ['a function for it', { test: /\.png$/, type: 'asset/resource', generator: { filename: () => filename } }],
    ['one of several', { oneOf: [{ test: /\.png$/, type: 'asset/resource', generator: { filename } }] }],
    ['a nested rule', { test: /\.png$/, rules: [{ type: 'asset/resource', generator: { filename } }] }],
    [
      'a rule that inlines what is small',
      {
        test: /\.png$/,
        type: 'asset',
        parser: { dataUrlCondition: { maxSize: 1e6 } },
        generator: { filename, dataUrl: { encoding: 'base64' } },
      },
    ],
    [
      'a rule that inlines all, and settings of files',
      { test: /\.png$/, type: 'asset/inline', generator: { dataUrl: () => 'data:,' } },
      { generator: { 'asset/resource': { filename } } },
    ],
    ['settings of assets', { test: /\.png$/, type: 'asset/resource' }, { generator: { asset: { filename } } }],
    ['file-loader', { test: /\.png$/, loader: 'file-loader', options: { name: 'static/media/[name].[hash:8].[ext]' } }],
    [
      'url-loader among others, with a folder of its own',
      {
        test: /\.png$/,
        type: 'javascript/auto',
        use: [
          {
            loader: 'url-loader',
            options: { limit: 1, name: '[name].[md5:hash:hex:8].[ext]', outputPath: 'static/media' },
          },
        ],
      },
    ],
  ]

  test.each(rules)('by %s', async (_, rule, module) => {
    const project = new Project(files)
    const settings = withCss()
    const { failure, entry } = await buildWithWebpack(
      project,
      {},
      {
        ...settings,
        resolveLoader: { modules: [project.path('loaders')] },
        module: { ...module, rules: [rule, ...(settings.module?.rules ?? [])] },
      },
    )
    expect(failure).toBeNull()
    const { one, list } = (await exportsOf(entry)) as { one: string; list: string[] }
    const ours = picturesOf(project).filter(name => name.endsWith('.webp'))
    expect(ours).toEqual([expect.stringMatching(media), expect.stringMatching(media)])
    expect(list).toContain(one)
    expect([...list].sort()).toEqual(ours.map(name => `/${name}`))
    expect(project.read('dist/page.css')).toContain(`url(${one})`)
  })

  test('with another address for them, and another folder', async () => {
    const project = new Project(files)
    const settings = withCss()
    const generator = { filename: '[name].[hash:8][ext]', publicPath: 'https://cdn.example/', outputPath: 'cdn/' }
    const rule = { test: /\.png$/, type: 'asset/resource', generator }
    const { failure, entry } = await buildWithWebpack(
      project,
      {},
      { ...settings, module: { rules: [rule, ...(settings.module?.rules ?? [])] } },
    )
    expect(failure).toBeNull()
    expect((await exportsOf(entry))['one']).toMatch(/^https:\/\/cdn\.example\/a\.[0-9a-f]{8}\.webp$/)
    expect(picturesOf(project).filter(name => name.endsWith('.webp'))).toEqual([
      expect.stringMatching(/^cdn\/a\.[0-9a-f]{8}\.webp$/),
      expect.stringMatching(/^cdn\/a\.[0-9a-f]{8}\.webp$/),
    ])
  })

  test('and one that another plugin adds counts as well', async () => {
    const project = new Project(files)
    const settings = withCss()
    const plugin = {
      apply(compiler: import('webpack').Compiler) {
        compiler.options.module.rules.push({ test: /\.png$/, type: 'asset/resource', generator: { filename } })
      },
    }
    const { failure } = await buildWithWebpack(
      project,
      {},
      { ...settings, plugins: [...(settings.plugins ?? []), plugin] },
    )
    expect(failure).toBeNull()
    expect(picturesOf(project).filter(name => name.endsWith('.webp'))).toEqual([
      expect.stringMatching(media),
      expect.stringMatching(media),
    ])
  })
})

describe('a file that is not there', () => {
  test.each([
    ['./A.png?w=10', /a\.png, which differs in upper and lower case/],
    ['./a.webp?w=10', /a\.png, which differs in its extension/],
    ['./a?w=10', /a\.png, which differs in its extension/],
    ['@/A.png?w=10', /src\/a\.png, which differs in upper and lower case/],
    ['pictures/dir/a.jpg?w=10', /modules\/pictures\/dir\/a\.png, which differs in its extension/],
    ['./e\u0301.png?w=10', /\u00e9\.png, which looks the same but is written with other Unicode characters/],
  ])('is told with what is nearly called so: %s', async (request, expected) => {
    const project = new Project({
      'src/a.png': small,
      'src/\u00e9.png': small,
      'modules/pictures/dir/a.png': small,
      'src/entry.js': `export const page = () => import(${JSON.stringify(request)})\n`,
    })
    const resolve = { alias: { '@': project.path('src') }, modules: [project.path('modules')] }
    const { failure } = await buildWithWebpack(project, {}, { resolve })
    expect(failure).toMatch(expected)
    expect(failure).toContain('src/entry.js:1:')
  })
})

function withCss(): Configuration {
  return {
    module: { rules: [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, resolvePackage('css-loader')] }] },
    plugins: [new MiniCssExtractPlugin({ filename: 'page.css' })],
  }
}

test('an image is found by an alias, by a package’s imports and by its exports', async () => {
  const project = new Project({
    'package.json': '{ "type": "module", "imports": { "#pictures/*": "./src/*" } }',
    'src/a.png': small,
    'src/a#b.png': small,
    'modules/pictures/package.json': '{ "exports": { "./all/*": "./files/*" } }',
    'modules/pictures/files/b.png': fixture('imagetools/alpha.png'),
    'src/entry.js': `export { default as one } from 'hero?w=10&format=webp'
export { default as two } from '#pictures/a.png?w=10&format=webp'
export { default as three } from '@/a#b.png?w=10&format=webp'
export { default as four } from 'pictures/all/b.png?w=10&format=webp'
`,
  })
  const resolve = {
    alias: { hero$: project.path('src/a.png'), '@': project.path('src') },
    modules: [project.path('modules')],
  }
  const { failure, entry } = await buildWithWebpack(project, {}, { resolve })
  expect(failure).toBeNull()
  const { one, two, three, four } = await exportsOf(entry)
  expect([one, two, three].map(url => isServed(project, String(url)))).toEqual([true, true, true])
  expect(two).toBe(one)
  expect(four).toMatch(/^\/b\.[0-9a-f]+\.webp$/)
})

test('a project may lie in a folder of any name', async () => {
  const project = new Project({})
  const folder = 'my #1 (50%) [pro ject] é'
  project.write({
    [`${folder}/src/a.png`]: small,
    [`${folder}/src/page.css`]: ".a { background: url('./a.png?w=10&format=webp') }\n",
    [`${folder}/src/entry.js`]: `import './page.css'
export { default as url } from './a.png?w=10&format=webp'
export { default as facts } from './a.png?w=20&format=webp&as=metadata:size;src'
`,
  })
  const settings = {
    ...withCss(),
    context: project.path(folder),
    output: { assetModuleFilename: '[path][name]-[hash][ext]' },
  }
  for (const run of ['cold', 'warm']) {
    const { failure, entry } = await buildWithWebpack(project, {}, { ...settings, cache: cacheIn(project) })
    expect(failure, run).toBeNull()
    const { url, facts } = (await exportsOf(entry)) as { url: string; facts: { size: number; src: string } }
    expect(project.read('dist/page.css')).toContain(`url(${url})`)
    expect(isServed(project, url)).toBe(true)
    expect(readFileSync(project.path(`dist${facts.src}`)).length).toBe(facts.size)
  }
})

describe('equal outputs of equal pictures', () => {
  const request = 'w=10&format=webp'
  const lines = ['one', 'two'].map(name => `export { default as ${name} } from './${name}/a.png?${request}'`)

  async function build(entry: string, assetModuleFilename?: FileNames) {
    const project = new Project({ 'src/one/a.png': small, 'src/two/a.png': small, 'src/entry.js': entry })
    const output = assetModuleFilename === undefined ? {} : { assetModuleFilename }
    const built = await buildWithWebpack(project, {}, { output, cache: cacheIn(project) })
    expect(built.failure).toBeNull()
    return { project, ...(await exportsOf(built.entry)) }
  }

  test.each([undefined, 'img/[name][ext]'])('are one file, whichever is found first: %s', async template => {
    const { project, one, two } = (await build(lines.join('\n'), template)) as Record<string, unknown> & {
      project: Project
    }
    expect(two).toBe(one)
    expect(picturesOf(project)).toHaveLength(1)
    expect(await build(lines.toReversed().join('\n'), template)).toMatchObject({ one, two })
  })

  test('stay right when one of the pictures is edited, or goes', async () => {
    const { project } = await build(lines.join('\n'))
    project.write({ 'src/one/a.png': fixture('imagetools/alpha.png') })
    const edited = await buildWithWebpack(project, {}, { cache: cacheIn(project) })
    expect(edited.failure).toBeNull()
    expect(picturesOf(project)).toHaveLength(2)
    project.write({ 'src/entry.js': lines[1] ?? '' })
    project.remove('src/one')
    const alone = await buildWithWebpack(project, { cache: false }, { cache: cacheIn(project) })
    expect(alone.failure).toBeNull()
    expect(picturesOf(project)).toHaveLength(1)
  })
})

function cacheIn(project: Project): Configuration['cache'] & object {
  return { type: 'filesystem', cacheDirectory: project.path('.webpack-cache') }
}

test('a template that names the extension of its rule’s files gives an output its own', async () => {
  const project = new Project({
    'src/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>',
    'src/entry.js': "export { default } from './a.svg?w=10&format=webp'\n",
  })
  const rule: RuleSetRule = { test: /\.svg$/, type: 'asset', generator: { filename: 'svg/[name].[hash:8].svg' } }
  const { failure } = await buildWithWebpack(project, {}, { module: { rules: [rule] } })
  expect(failure).toBeNull()
  expect(picturesOf(project)).toEqual([expect.stringMatching(/^svg\/a\.[0-9a-f]{8}\.webp$/)])
})
