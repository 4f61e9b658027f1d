import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { silentLogger } from '@lazy-image/core'
import lazyImage from '@lazy-image/unplugin/esbuild'
import { type BuildFailure, type BuildOptions, build, context, type PluginBuild } from 'esbuild'
import { describe, expect, onTestFinished, test } from 'vitest'
import { imagesBelow } from '../support/contents.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { esbuildConfig, messagesText } from '../support/hosts/esbuild.js'
import { beginBuild } from '../support/hosts/host.js'
import { imageChain } from '../support/image-chain.js'
import { Project } from '../support/project.js'
import { until } from '../support/until.js'

const picture = { 'src/a.jpg': fixture('a.jpg') }

/** A build of a project with settings of its own. */
async function buildWith(project: Project, settings: BuildOptions = {}) {
  const { options, batches } = beginBuild(project, {})
  const result = await build({ ...esbuildConfig(project, options), ...settings })
  return { batches, result }
}

async function failureOf(project: Project): Promise<string> {
  return buildWith(project).then(
    () => '',
    ({ errors }) => messagesText(errors),
  )
}

test('60 images over a chain of 12 modules are one batch', async () => {
  const project = new Project(imageChain(12, 5))
  const { batches } = await buildWith(project)
  expect(batches).toEqual([expect.objectContaining({ images: 1, outputs: 60, decodes: 1, encodes: 60 })])
  expect(imagesBelow(project.path('dist')).size).toBe(60)
})

describe('in CSS', () => {
  const styles = {
    ...picture,
    'src/photos/b.jpg': fixture('rot6.jpg'),
    'src/parts/part.css': ".part { mask: url('../photos/b.jpg?w=22&format=png') }\n",
    'src/entry.js': "import './style.css'\nexport { default } from './a.jpg?w=20&format=webp'\n",
  }

  test('url(), image-set() and @import refer to images by the URLs that JavaScript has', async () => {
    const project = new Project({
      ...styles,
      'src/style.css': `@import './parts/part.css';
.one { background: url(./a.jpg?w=20&format=webp) }
.set { background: image-set(url('./a.jpg?w=20&format=webp') 1x, url("./a.jpg?w=40&format=webp") 2x) }
`,
    })
    const { batches } = await buildWith(project)
    const css = project.read('dist/entry.css')
    const urls = [...css.matchAll(/url\("?(.*?)"?\)/g)].map(([, url = '']) => url)
    const { default: imported } = await exportsOf(project.path('dist/entry.js'))
    expect(urls.map(url => url.replace(/-[A-Z0-9]{8}/, ''))).toEqual(['/b.png', '/a.webp', '/a.webp', '/a.webp'])
    expect(urls[1]).toBe(imported)
    expect(urls[2]).toBe(imported)
    expect([...new Set(urls.map(url => basename(url)))].sort()).toEqual(
      [...imagesBelow(project.path('dist')).keys()].sort(),
    )
    expect(batches).toEqual([expect.objectContaining({ images: 2, outputs: 3 })])
  })

  test('an inline image is in the stylesheet', async () => {
    const project = new Project({
      ...styles,
      'src/style.css': '.a { background: url(./a.jpg?w=16&format=webp&inline) }',
    })
    await buildWith(project)
    expect(project.read('dist/entry.css')).toMatch(/url\("?data:image\/webp;base64,/)
  })

  test('several outputs where one URL is wanted are an error at their place', async () => {
    const project = new Project({ ...styles, 'src/style.css': '.a { background: url(./a.jpg?w=74;75) }' })
    const failure = await failureOf(project)
    expect(failure).toMatch(
      /^src\/style\.css:1:\d+ url\(\) takes one URL, but the directives come to 2 outputs; ask for one, .*image-set\(\)/,
    )
    expect(failure).toMatch(/\n1 \| \.a \{ background: url\(\.\/a\.jpg\?w=74;75\) \}\n {2}\| +\^+\n/)
  })

  test('a text in image-set(), which esbuild does not follow, is an error at its place', async () => {
    const project = new Project({
      ...styles,
      'src/style.css': '@import "./parts/part.css";\n.a { color: red }\n',
      'src/parts/part.css':
        '.c {\n  background: image-set("../a.jpg?w=24&format=webp" 1x);\n  content: "../a.jpg?w=25";\n}\n',
    })
    const failure = await failureOf(project)
    expect(failure).toMatch(
      /^src\/parts\/part\.css:2:\d+ entry\.css:\d+ refers to \.\.\/a\.jpg as it is written, where nothing is/,
    )
    expect(failure).toContain('Write url() around a text that has none')
    expect(failure).not.toContain('w=25')
  })

  test('a missing image is told at each place', async () => {
    const project = new Project({
      ...styles,
      'src/style.css': '@import "./parts/part.css";\n.a { background: url(./b.jpg?w=74) }\n',
      'src/parts/part.css': '.c { mask: url(../b.jpg?w=74) }\n',
    })
    const failure = await failureOf(project)
    expect(failure.match(/^src\/(style\.css:2|parts\/part\.css:1):\d+ There is no file/gm)?.length).toBe(2)
  })
})

describe('a mistake that modules share which are found one after the other', () => {
  const request = './a.jpg?w=2o'
  /** Another plugin takes its time for the second module. */
  const slowly = (ms: number) => ({
    name: 'slowly',
    setup: ({ onLoad }: PluginBuild) => onLoad({ filter: /later/ }, () => wait(ms).then(() => undefined)),
  })
  const failAfter = async (ms: number): Promise<readonly string[]> => {
    const project = new Project({
      ...picture,
      'src/entry.js': `import './later.js'\nexport { default } from '${request}'\n`,
      'src/later.js': `export { default } from '${request}&format=webp'\n`,
    })
    const plugins = [slowly(ms), lazyImage({ logger: silentLogger })]
    return build({ ...esbuildConfig(project, {}), plugins }).then(
      () => [],
      ({ errors }: BuildFailure) => errors.map(error => messagesText([error])),
    )
  }

  test('is told once where they follow upon each other', async () => {
    const told = await failAfter(40)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('The same of 1 more import:')
    expect(told[0]).toContain('src/later.js:1:')
  })

  test('is told of each where one comes when the other has been told', async () => {
    const told = await failAfter(1500)
    expect(told).toHaveLength(2)
    for (const [index, place] of ['src/entry.js:2:', 'src/later.js:1:'].entries()) {
      expect(told[index]).toContain(place)
      expect(told[index]).toContain('Directive w must be')
    }
  })
})

describe('names and URLs', () => {
  const names = {
    ...picture,
    'src/photos/nä her (1)%&#.jpg': fixture('a.jpg'),
    'src/entry.js': `export { default as one } from './a.jpg?w=20&format=webp'
export { default as two } from './a.jpg?w=30&format=webp'
export { default as odd } from './photos/nä her (1)%25&#.jpg?w=40&format=webp'
`,
  }

  test.each<[string, BuildOptions, RegExp[]]>([
    ['its own', {}, [/^\/a-[A-Z0-9]{8}\.webp$/, /^\/a-[A-Z0-9]{8}\.webp$/, /^\/nä_her_1_-[A-Z0-9]{8}\.webp$/]],
    [
      'without a hash',
      { assetNames: 'i/[name]' },
      [/^\/i\/a-[0-9a-f]{8}\.webp$/, /^\/i\/a-[0-9a-f]{8}\.webp$/, /^\/i\/nä/],
    ],
    ['with folders', { assetNames: '[dir]/[name]-[hash]' }, [/^\/a-/, /^\/a-/, /^\/photos\/nä_her_1_-/]],
    [
      'with a CDN',
      { publicPath: 'https://cdn.test/x', assetNames: 'assets/[name]-[hash]' },
      [
        /^https:\/\/cdn\.test\/x\/assets\/a-/,
        /^https:\/\/cdn\.test\/x\/assets\/a-/,
        /^https:\/\/cdn\.test\/x\/assets\/nä_her/,
      ],
    ],
  ])('follow a template %s', async (_, settings, patterns) => {
    const project = new Project(names)
    await buildWith(project, settings)
    const values = await exportsOf(project.path('dist/entry.js'))
    const urls = ['one', 'two', 'odd'].map(name => String(values[name]))
    for (const [index, pattern] of patterns.entries()) expect(urls[index]).toMatch(pattern)
    expect(new Set(urls).size).toBe(3)
    const files = project.list('dist').filter(file => file.endsWith('.webp'))
    expect(files.sort()).toEqual(urls.map(url => url.replace(/^(https:\/\/cdn\.test\/x)?\//, '')).sort())
  })

  test('say nothing of the machine in the output, the metafile or the source map', async () => {
    const project = new Project(names)
    const { result } = await buildWith(project, { metafile: true, sourcemap: true })
    const written = project.list('dist').filter(file => /\.(?:js|map)$/.test(file))
    const texts = [JSON.stringify(result.metafile), ...written.map(file => project.read(`dist/${file}`))]
    expect(texts.filter(text => text.includes(project.root))).toEqual([])
    expect(Object.keys(result.metafile?.inputs ?? {})).toContain('lazy-image:src/a.jpg?w=20&format=webp')
  })
})

describe('what code imports', () => {
  test('through an alias, a path of tsconfig.json, and from a package is found', async () => {
    const project = new Project({
      ...picture,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }',
      'src/entry.js': `export { default as alias } from '@photos/a.jpg?w=20&format=webp'
export { default as path } from '~/a.jpg?w=20&format=webp'
export { default as packaged } from 'pictures/deep/p.jpg?w=24&format=webp'
export { default as own } from 'pictures'
`,
    })
    project.write({
      'node_modules/pictures/package.json': '{ "name": "pictures", "main": "main.js" }',
      'node_modules/pictures/main.js': "module.exports = require('./deep/p.jpg?w=28&format=webp').default\n",
      'node_modules/pictures/deep/p.jpg': fixture('rot6.jpg'),
    })
    await buildWith(project, { alias: { '@photos': project.path('src') } })
    const { alias, path, packaged, own } = await exportsOf(project.path('dist/entry.js'))
    expect(alias).toMatch(/^\/a-.*\.webp$/)
    expect(path).toBe(alias)
    expect(packaged).toMatch(/^\/p-.*\.webp$/)
    expect(own).toMatch(/^\/p-.*\.webp$/)
    expect(own).not.toBe(packaged)
  })

  test.each(['cjs', 'iife'] as const)('is what it asks for in %s too', async format => {
    const project = new Project({
      ...picture,
      'src/entry.js': "import all from './a.jpg?w=20;24&format=webp'\nglobalThis.all = all\n",
    })
    await buildWith(project, { format, splitting: false, outfile: project.path('dist/out.cjs'), outdir: '' })
    project.write({ 'dist/run.mjs': "import './out.cjs'\nexport const all = globalThis.all\n" })
    const { all } = await exportsOf(project.path('dist/run.mjs'))
    expect(all).toEqual([expect.stringMatching(/^\/a-.*\.webp$/), expect.stringMatching(/^\/a-.*\.webp$/)])
  })

  test('and what another plugin answers stays that plugin’s', async () => {
    const project = new Project({ ...picture, 'src/entry.js': "export { default } from './a.jpg?w=20'\n" })
    const other = {
      name: 'other',
      setup(b: PluginBuild) {
        b.onResolve({ filter: /\?w=20$/ }, () => ({ path: 'theirs', namespace: 'other' }))
        b.onLoad({ filter: /.*/, namespace: 'other' }, () => ({ contents: 'export default "theirs"' }))
      },
    }
    for (const plugins of [
      [other, lazyImage()],
      [lazyImage(), other],
    ]) {
      await buildWith(project, { plugins })
      expect(await exportsOf(project.path('dist/entry.js'))).toEqual({ default: 'theirs' })
    }
  })
})

describe('directives that nobody follows', () => {
  const left = {
    ...picture,
    'src/entry.js': "\nexport const url = new URL('./a.jpg?w=20&format=webp', import.meta.url)\n",
  }

  test('fail the build where they are written', async () => {
    const failure = await failureOf(new Project(left))
    expect(failure).toMatch(
      /^src\/entry\.js:2:28 entry\.js:\d+ refers to \.\/a\.jpg as it is written, where nothing is/,
    )
    expect(failure).toMatch(/\n2 \| export const url = new URL.*\n {2}\| {28}\^{26}\n/)
  })

  test('fail it too where esbuild writes nothing', async () => {
    await expect(buildWith(new Project(left), { write: false })).rejects.toThrow('REFERENCE_UNFOLLOWED')
  })

  test('are a warning where the options are not strict, and no metafile is left that nobody asked for', async () => {
    const project = new Project(left)
    const { options } = beginBuild(project, { strict: 'warn' })
    const result = await build(esbuildConfig(project, options))
    expect(messagesText(result.warnings)).toContain('[REFERENCE_UNFOLLOWED]')
    expect(result.metafile).toBeUndefined()
  })
})

test('without writing, the outputs hold the images', async () => {
  const project = new Project({ ...picture, 'src/entry.js': "export { default } from './a.jpg?w=20&format=webp'\n" })
  const { result } = await buildWith(project, { write: false })
  const image = result.outputFiles?.find(({ path }) => path.endsWith('.webp'))
  await buildWith(project)
  const [written = ''] = project.list('dist').filter(file => file.endsWith('.webp'))
  expect(Buffer.from(image?.contents ?? [])).toEqual(readFileSync(project.path(`dist/${written}`)))
})

test('esbuild’s server serves images, and after an edit the new ones, each made once', async () => {
  const project = new Project({ ...picture, 'src/entry.js': "export { default } from './a.jpg?w=20&format=webp'\n" })
  const { options, batches } = beginBuild(project, {})
  const served = await context({ ...esbuildConfig(project, options), write: false })
  onTestFinished(() => served.dispose())
  const { port } = await served.serve({ host: '127.0.0.1' })
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  const look = async () => {
    const [, url = ''] = /"(\/a-.*?\.webp)"/.exec(await (await get('/entry.js')).text()) ?? []
    const response = await get(url)
    return { url, type: response.headers.get('content-type'), start: (await response.text()).slice(0, 4) }
  }
  const before = await look()
  expect(before).toMatchObject({ type: 'image/webp', start: 'RIFF' })
  expect(await look()).toEqual(before)
  project.write({ 'src/a.jpg': fixture('rot6.jpg') })
  // For a moment, esbuild answers from the build that it has.
  const after = await until(async () => {
    const now = await look()
    return now.url === before.url ? undefined : now
  })
  expect(after).toMatchObject({ type: 'image/webp', start: 'RIFF' })
  expect(batches.map(({ encodes }) => encodes).filter(encodes => encodes > 0)).toEqual([1, 1])
})
