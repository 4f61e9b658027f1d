import { cpSync, existsSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ModuleFormat, rollup } from 'rollup'
import { describe, expect, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { beginBuild } from '../support/hosts/host.js'
import { rollupConfig } from '../support/hosts/rollup.js'
import { recordedLogger, VITES, type Vite, viteConfig, viteHosts } from '../support/hosts/vite.js'
import { webpackHost } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

const files = {
  'package.json': '{ "name": "library" }\n',
  'src/a.jpg': fixture('a.jpg'),
  'src/entry.js': `export { default as one } from './a.jpg?w=310&format=webp'
export { default as img } from './a.jpg?w=20;40&as=img&placeholder=lqip'
`,
}

interface Exported {
  one: string
  img: { src: string; srcset: string; placeholder: string }
}

type Format = 'es' | 'cjs' | 'umd' | 'iife'

async function buildLibrary(
  vite: Vite,
  project: Project,
  formats: readonly Format[],
  build = {},
  settings = {},
): Promise<void> {
  const { options } = beginBuild(project, {})
  await vite.build({
    ...viteConfig(project, options),
    customLogger: recordedLogger(),
    build: {
      minify: false,
      lib: { entry: project.path('src/entry.js'), formats: [...formats], name: 'library', fileName: nameOf },
      ...build,
    },
    ...settings,
  })
}

function nameOf(format: string): string {
  return format === 'es' ? 'library.mjs' : `library.${format}.cjs`
}

/** What a consumer gets where the built files lie now. */
async function consume(file: string): Promise<Exported> {
  const exported = file.endsWith('.mjs') ? await exportsOf(file) : createRequire(import.meta.url)(file)
  return exported as Exported
}

function urlsOf({ one, img }: Exported): string[] {
  return [one, img.src, ...img.srcset.split(', ').map(candidate => candidate.replace(/ \d+w$/, ''))]
}

describe.each(Object.entries(VITES))('a library that %s builds', (_, vite) => {
  test('finds its images beside it as modules, and holds them in every other format', async () => {
    const project = new Project(files)
    await buildLibrary(vite, project, ['es', 'cjs', 'umd', 'iife'])
    // Wherever it is installed.
    renameSync(project.path('dist'), project.path('elsewhere'))
    const module = await consume(project.path('elsewhere/library.mjs'))
    for (const url of urlsOf(module)) {
      expect(url).toMatch(/^file:/)
      expect(existsSync(fileURLToPath(url)), url).toBe(true)
    }
    for (const format of ['cjs', 'umd']) {
      const inline = await consume(project.path(`elsewhere/library.${format}.cjs`))
      expect(urlsOf(inline).map(url => url.slice(0, 11))).toEqual([
        'data:image/',
        'data:image/',
        'data:image/',
        'data:image/',
      ])
      expect(inline.img.placeholder).toBe(module.img.placeholder)
    }
    expect(project.read('elsewhere/library.iife.cjs')).toContain('data:image/webp;base64,')
    expect(project.list('elsewhere').filter(file => /\.(?:jpg|webp)$/.test(file)).length).toBe(3)
  })

  test.each([...viteHosts, webpackHost])('has its images in an application that $name builds', async host => {
    const library = new Project(files)
    await buildLibrary(vite, library, ['es'])
    const app = new Project({ 'src/entry.js': "export * from './library/library.mjs'\n" })
    cpSync(library.path('dist'), app.path('src/library'), { recursive: true })
    const { failure, entry } = await host.build(app)
    expect(failure).toBeNull()
    const written = app.list('dist').map(file => basename(file))
    const urls = urlsOf((await exportsOf(entry)) as unknown as Exported)
    expect(urls.filter(url => !url.startsWith('data:') && !written.includes(basename(url)))).toEqual([])
  })

  test('writes no file beside it that nothing refers to', async () => {
    const project = new Project(files)
    await buildLibrary(vite, project, ['cjs'])
    expect(project.list('dist')).toEqual(['library.cjs.cjs'])
  })

  test('finds images in folders and under names with odd letters', async () => {
    const project = new Project(files)
    const assetFileNames = 'pictures of it/[name] [hash][extname]'
    await buildLibrary(vite, project, ['es'], { rollupOptions: { output: { assetFileNames } } })
    const urls = urlsOf(await consume(project.path('dist/library.mjs')))
    expect(urls.map(url => existsSync(fileURLToPath(url)))).toEqual([true, true, true, true])
    expect(project.list('dist/pictures of it').length).toBe(3)
  })

  test('goes by what its configuration says of where files will be', async () => {
    const project = new Project(files)
    await buildLibrary(vite, project, ['es'], {}, { base: 'https://cdn.example.com/' })
    for (const url of urlsOf(await consume(project.path('dist/library.mjs')))) {
      expect(url).toMatch(/^https:\/\/cdn\.example\.com\/a-.+/)
    }
  })

  test('holds its images where no files are written, as on a server', async () => {
    const project = new Project(files)
    await buildLibrary(vite, project, ['es'], { ssr: true })
    const [file = '', ...others] = project.list('dist')
    const urls = urlsOf(await consume(project.path(`dist/${file}`)))
    expect(urls.map(url => url.slice(0, 11))).toEqual(Array(4).fill('data:image/'))
    expect(others).toEqual([])
  })

  test('names its images by what they are, whatever order they come in', async () => {
    const project = new Project({ ...files, 'src/b/a.jpg': fixture('rot6.jpg') })
    const imports = ["import one from './a.jpg?w=310;320'", "import two from './b/a.jpg?w=310'"]
    const names: Record<string, string[]>[] = []
    for (const order of [imports, imports.toReversed()]) {
      project.write({ 'src/entry.js': `${order.join('\n')}\nexport { one, two }\n` })
      await buildLibrary(vite, project, ['es'])
      const { one, two } = await exportsOf(project.path('dist/library.mjs'))
      names.push({ one: [one].flat().map(nameIn), two: [two].flat().map(nameIn) })
    }
    expect(names[0]).toEqual(names[1])
    expect(project.list('dist').filter(file => file.endsWith('.jpg')).length).toBe(3)
  })
})

function nameIn(url: unknown): string {
  return String(url).replace(/.*\//, '')
}

test.each(['es', 'cjs', 'umd'] satisfies ModuleFormat[])(
  'rollup finds the files beside its output, as %s',
  async format => {
    const project = new Project(files)
    const { input, output } = rollupConfig(project, {})
    const bundle = await rollup(input)
    await bundle.write({ ...output, format, name: 'library', entryFileNames: `deep/${nameOf(format)}` })
    await bundle.close()
    renameSync(project.path('dist'), project.path('elsewhere'))
    const urls = urlsOf(await consume(project.path(`elsewhere/deep/${nameOf(format)}`)))
    expect(urls.map(url => existsSync(fileURLToPath(url)))).toEqual([true, true, true, true])
  },
)

test.each(['[name][extname]', () => 'pictures/[name][extname]', () => 'plain.webp'])(
  'rollup names images apart under %s, whatever order they come in',
  async assetFileNames => {
    const project = new Project({ ...files, 'src/b/a.jpg': fixture('rot6.jpg') })
    const imports = ["import one from './a.jpg?w=310;320&format=webp'", "import two from './b/a.jpg?w=310&format=webp'"]
    const trees: string[][] = []
    for (const order of [imports, imports.toReversed()]) {
      project.write({ 'src/entry.js': `${order.join('\n')}\nexport { one, two }\n` })
      const { input, output } = rollupConfig(project, beginBuild(project, { cache: false }).options)
      const bundle = await rollup({ ...input, plugins: [input.plugins, anotherAsset] })
      await bundle.write({ ...output, assetFileNames })
      await bundle.close()
      trees.push(project.list('dist'))
    }
    expect(trees[0]).toEqual(trees[1])
    expect(trees[0]?.filter(file => /-[0-9a-f]{8}\.webp$/.test(file)).length).toBe(3)
  },
)

/** What is no image is called as the project says. */
const anotherAsset = {
  name: 'another',
  buildStart(this: { emitFile(file: { type: 'asset'; name: string; source: string }): string }) {
    this.emitFile({ type: 'asset', name: 'other.txt', source: 'other' })
  },
}
