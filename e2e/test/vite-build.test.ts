import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BatchReport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithVite, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { sourcePosition } from '../support/source-position.js'
import { totals } from '../support/totals.js'

const files = {
  'src/a.jpg': fixture('a.jpg'),
  'src/entry.js': "export { default as srcset } from './a.jpg?w=310;320&format=webp&as=srcset'\n",
}

/** The URLs in a srcset. */
function urlsOf(srcset: unknown): string[] {
  return String(srcset)
    .split(', ')
    .map(candidate => candidate.replace(/ \d+w$/, ''))
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test('base /sub/ is in front of every URL', async () => {
    const project = new Project(files)
    const built = await buildWithVite(vite, project, {}, { base: '/sub/' })
    expect(built.failure).toBeNull()
    const urls = urlsOf((await exportsOf(built.entry))['srcset'])
    expect(urls.length).toBe(2)
    for (const url of urls) {
      expect(url).toMatch(/^\/sub\/assets\/a-.+\.webp$/)
      expect(existsSync(project.path(`dist/${url.slice('/sub/'.length)}`))).toBe(true)
    }
  })

  test('base ./ finds the files from where the script lies', async () => {
    const project = new Project(files)
    const built = await buildWithVite(
      vite,
      project,
      {},
      { base: './', build: { rollupOptions: { output: { entryFileNames: 'scripts/deep/entry.js' } } } },
    )
    expect(built.failure).toBeNull()
    // Vite asks the document for the address of scripts.
    const code = readFileSync(project.path('dist/scripts/deep/entry.js'), 'utf8')
    expect(code).toMatch(/new URL\("\.\.\/\.\.\/assets\/a-[^"]+\.webp", ?import\.meta\.url\)/)
    const urls = urlsOf((await exportsOf(project.path('dist/scripts/deep/entry.js')))['srcset'])
    expect(urls.map(url => existsSync(fileURLToPath(url)))).toEqual([true, true])
  })

  test('assetsDir and assetFileNames say where files go', async () => {
    const project = new Project(files)
    await buildWithVite(vite, project, {}, { build: { assetsDir: 'static/pictures' } })
    const inFolder = project.list('dist/static/pictures')
    expect(inFolder).toEqual([expect.stringMatching(/^a-.+\.webp$/), expect.stringMatching(/^a-.+\.webp$/)])

    const assetFileNames = 'media/[hash:12]-[name][extname]'
    await buildWithVite(vite, project, {}, { build: { rollupOptions: { output: { assetFileNames } } } })
    const named = project.list('dist/media')
    expect(named).toEqual([expect.stringMatching(/^.{12}-a\.webp$/), expect.stringMatching(/^.{12}-a\.webp$/)])
  })

  test('renderBuiltUrl has the last word', async () => {
    const project = new Project(files)
    const built = await buildWithVite(
      vite,
      project,
      {},
      { experimental: { renderBuiltUrl: name => `https://cdn.example/${name}` } },
    )
    for (const url of urlsOf((await exportsOf(built.entry))['srcset'])) {
      expect(url).toMatch(/^https:\/\/cdn\.example\/assets\/a-.+\.webp$/)
    }
  })

  test('the manifest has an entry for each width', async () => {
    const project = new Project(files)
    await buildWithVite(vite, project, {}, { build: { manifest: true } })
    const manifest = JSON.parse(project.read('dist/.vite/manifest.json')) as Record<
      string,
      { file: string; src: string }
    >
    const images = Object.entries(manifest).filter(([, { file }]) => file.endsWith('.webp'))
    expect(images.map(([key]) => key).sort()).toEqual([
      'src/a.jpg',
      'src/a.jpg?w=310&format=webp',
      'src/a.jpg?w=320&format=webp',
    ])
    expect(new Set(images.map(([, { file }]) => file)).size).toBe(2)
    for (const [key, { file, src }] of images) {
      // A file of several names is told under the first.
      expect([key, 'src/a.jpg']).toContain(src)
      expect(existsSync(project.path(`dist/${file}`))).toBe(true)
    }
    expect(manifest['src/entry.js']).toMatchObject({
      assets: expect.arrayContaining(images.map(([, { file }]) => file)),
    })
  })

  test('small images are files too: nobody asked for them inline', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "export { default as url } from './a.jpg?w=8&format=webp'\n",
    })
    const built = await buildWithVite(vite, project)
    expect((await exportsOf(built.entry))['url']).toMatch(/^\/assets\/a-.+\.webp$/)
  })

  test.each([{ minify: false }, { minify: true }])(
    'source maps are right behind what was replaced, %j',
    async ({ minify }) => {
      const entry = `import { size } from './a.jpg?w=310&format=webp&as=metadata'
import meta from './a.jpg?w=320&format=webp&as=metadata'
import inline from './a.jpg?w=8&inline'

export const sizes = [size, meta.size, inline]
export function told() {
  return document.title + 'a text to be found' + sizes
}
`
      const project = new Project({ ...files, 'src/entry.js': entry })
      const built = await buildWithVite(vite, project, {}, { build: { sourcemap: true, minify } })
      expect(built.failure).toBeNull()
      const { sizes } = await exportsOf(built.entry)
      expect(sizes).toEqual([
        expect.any(Number),
        expect.any(Number),
        expect.stringMatching(/^data:image\/jpeg;base64,/),
      ])
      expect(sourcePosition(built.entry, 'a text to be found')).toMatchObject({
        source: expect.stringMatching(/src\/entry\.js$/),
        line: 7,
        column: "  return document.title + '".length - 1,
      })
    },
  )

  test('a replaced size moves no mapping behind it on its line', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "export { default } from './a.jpg?w=310&format=webp&as=metadata'\n",
    })
    const built = await buildWithVite(vite, project, {}, { build: { sourcemap: true } })
    expect(await exportsOf(built.entry)).toMatchObject({ default: { size: expect.any(Number) } })
    const position = sourcePosition(built.entry, 'hasProfile')
    expect(position.source).toMatch(/src\/a\.jpg/)
    expect(position.rest).toMatch(/^"?hasProfile/)
  })
})

/** A page's script and its server, that share an image; the server has one of its own. */
const app = {
  'src/a.jpg': fixture('a.jpg'),
  'src/rot6.jpg': fixture('rot6.jpg'),
  'src/shared.js': `export { default as picture } from './a.jpg?w=310;320&format=webp;jpg&as=picture'
export { default as facts } from './a.jpg?w=310&format=webp&as=metadata'
`,
  'src/client.js': "export * from './shared.js'\n",
  'src/server.js': "export * from './shared.js'\nexport { default as own } from './rot6.jpg?w=310&format=webp'\n",
}

describe.each(Object.entries(VITES))('%s: client and server', (_name, vite) => {
  test('built together, encode once and agree on every URL', async () => {
    const project = new Project(app)
    // A configuration file is loaded anew for each environment.
    project.write({
      'vite.config.js': `import { appendFileSync } from 'node:fs'
import lazyImage from '@lazy-image/vite-plugin'

const root = ${JSON.stringify(project.root)}
const environment = (name, input) => ({
  build: {
    outDir: 'dist/' + name,
    rollupOptions: { input: root + input, preserveEntrySignatures: 'strict', output: { entryFileNames: 'entry.js' } },
  },
})

export default {
  builder: {},
  environments: { client: environment('client', '/src/client.js'), ssr: environment('ssr', '/src/server.js') },
  plugins: [
    lazyImage({
      cache: false,
      onBatch: report => appendFileSync(root + '/batches.jsonl', JSON.stringify(report) + '\\n'),
    }),
  ],
}
`,
    })
    const builder = await vite.createBuilder({ root: project.root, logLevel: 'silent' })
    await builder.buildApp()
    const client = await exportsOf(project.path('dist/client/entry.js'))
    const { own, ...shared } = await exportsOf(project.path('dist/ssr/entry.js'))
    expect(shared).toEqual(client)
    const batches = project
      .read('batches.jsonl')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as BatchReport)
    expect(totals(batches)).toMatchObject({ decodes: 2, encodes: 5 })
    expect(batches[0]).toMatchObject({ outputs: 4, encodes: 4 })
    // Files are the client's alone, with what only the server knows of among them.
    expect(project.list('dist/ssr')).toEqual(['entry.js'])
    expect(project.list('dist/client/assets').length).toBe(5)
    expect(project.list('dist/client')).toContain(`assets/${basename(String(own))}`)
  })

  test('built one after the other, encode once and agree on every URL', async () => {
    const project = new Project(app)
    const clientBuild = await buildWithVite(vite, project, {}, rollupInput(project, 'client'))
    const serverBuild = await buildWithVite(
      vite,
      project,
      {},
      { build: { ssr: true, ...rollupInput(project, 'server').build } },
    )
    expect([clientBuild.failure, serverBuild.failure]).toEqual([null, null])
    const { own, ...shared } = await exportsOf(project.path('out/server/entry.js'))
    expect(shared).toEqual(await exportsOf(project.path('out/client/entry.js')))
    expect(own).toMatch(/^\/assets\/rot6-.+\.webp$/)
    expect(totals(clientBuild.batches)).toEqual({ outputs: 4, decodes: 1, encodes: 4 })
    // All that the server's code needs of pixels is one size.
    expect(totals(serverBuild.batches)).toEqual({ outputs: 1, decodes: 0, encodes: 0 })
    expect(project.list('out/server')).toEqual(['entry.js'])
  })

  test('a server build that is told to emit assets has them', async () => {
    const project = new Project(app)
    const { failure } = await buildWithVite(
      vite,
      project,
      {},
      { build: { ssr: true, ssrEmitAssets: true, ...rollupInput(project, 'server').build } },
    )
    expect(failure).toBeNull()
    expect(project.list('out/server/assets').length).toBe(5)
  })
})

function rollupInput(project: Project, name: 'client' | 'server') {
  return { build: { outDir: `out/${name}`, rollupOptions: { input: project.path(`src/${name}.js`) } } }
}
