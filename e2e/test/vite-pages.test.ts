import { basename, dirname, join } from 'node:path'
import { inspectFile } from '@lazy-image/core'
import type { Plugin, UserConfig } from 'vite'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Ledger } from '../../packages/core/dist/ledger/ledger.js'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { buildPagesWithVite, VITES, vitePageConfig } from '../support/hosts/vite.js'
import { namedPictures, pageReferences, pageWith, REFERENCE_FILES } from '../support/page-references.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'
import { totals } from '../support/totals.js'
import { viteWatcher, Watching } from '../support/watching.js'

const PAGES = {
  'index.html': pageWith(pageReferences('./src')),
  'deep/page.html': pageWith(pageReferences('../src')),
}

function settings(project: Project, base: string, folder: string): UserConfig {
  return {
    base,
    resolve: { alias: { '@': project.path('src') } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: Object.keys(PAGES).map(name => project.path(name)) },
    },
  }
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test.each(['/', '/sub/', './'])('pages show what their requests come to, base %s', async base => {
    const project = new Project({ ...REFERENCE_FILES, ...PAGES })
    const folder = base === '/sub/' ? 'served/sub' : 'served'
    const { failure, warnings, batches } = await buildPagesWithVite(vite, project, {
      settings: settings(project, base, folder),
    })
    expect({ failure, warnings }).toEqual({ failure: null, warnings: '' })
    expect(batches.length).toBe(1)
    const server = await serveFolder(project.path('served'))
    onTestFinished(() => server.close())
    for (const name of Object.keys(PAGES)) {
      const { page, troubles, close } = await openPage(`${server.url}${base === '/sub/' ? 'sub/' : ''}${name}`)
      for (const reference of pageReferences('./src')) {
        const named = await namedPictures(page, reference)
        expect({ name: reference.name, named }).toEqual({ name: reference.name, named: reference.pictures })
      }
      expect(troubles).toEqual([])
      await close()
    }
  })

  test('all images of a page are one batch with those of its modules, each noted where it is named', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': "import url from './a.jpg?w=20&format=webp'\ndocument.title = url\n",
      'index.html': `<script type="module" src="/src/entry.js"></script>
<img src="./src/a.jpg?w=20&amp;format=webp" alt=""><img src="/src/a.jpg?w=21;22" alt="">
<img src="./src/a.jpg?w=8&as=img&placeholder=lqip" alt="">`,
    })
    const record = vi.spyOn(Ledger.prototype, 'record')
    onTestFinished(() => record.mockRestore())
    const { failure, batches } = await buildPagesWithVite(vite, project)
    expect(failure).toBeNull()
    expect(batches.length).toBe(1)
    expect(totals(batches)).toMatchObject({ decodes: 1, encodes: 5 })
    const [outputs = []] = record.mock.calls[0] ?? []
    const [ledger] = record.mock.contexts as Ledger[]
    const places = outputs.flatMap(({ key }) => ledger?.importersOf(key) ?? [])
    const told = places.map(({ file, line, specifier }) => `${basename(file)}:${line} ${specifier}`)
    expect([...new Set(told)].sort()).toEqual([
      'entry.js:1 ./a.jpg?w=20&format=webp',
      'index.html:2 ./src/a.jpg?w=20&format=webp',
      'index.html:2 /src/a.jpg?w=21;22',
      'index.html:3 ./src/a.jpg?w=8&as=img&placeholder=lqip',
    ])
  })

  test('every mistake of a page is told, with file, line, column and code', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/cut.jpg': fixture('a.jpg').subarray(0, 20_000),
      'index.html': `<a href="./src/a.jpg?w=20;40">a</a><img src="./src/a.jpg?w=20;40" alt="">
<img src="./src/b.jpg?w=20" alt=""> <img src="./src/a.jpg?w=4oo&amp;format=webp" alt="">
<img srcset="./src/a.jpg?w=20 1x, ./src/cut.jpg?w=20 2x" alt="">
<img src="./src/a.jpg?widht=20" alt="">
`,
    })
    const { failure } = await buildPagesWithVite(vite, project, { options: { keepGoing: true } })
    expect(failure).toContain('5 image imports cannot be built')
    expect(failure).toContain('1) index.html:1:10 <a href> has room for one URL, but the request comes to 2 pictures')
    expect(failure).toContain('2) index.html:2:11 There is no file')
    expect(failure).toContain('3) index.html:2:47 Directive w must be an integer from 1 to 65535 (pixels)')
    expect(failure).toMatch(/4\) index\.html:3:35 .*\[SOURCE_TRUNCATED\]/)
    expect(failure).toContain(`3 | <img srcset="./src/a.jpg?w=20 1x, ./src/cut.jpg?w=20 2x" alt="">
     |                                   ${'^'.repeat(18)}`)
    expect(failure).toContain('5) index.html:4:11 Unknown directive "widht"; did you mean width? [DIRECTIVE_UNKNOWN]')
  })

  test.each([
    { base: '/', url: 'https://example.com/assets/' },
    { base: '/app/', url: 'https://example.com/app/assets/' },
    { base: './', url: 'https://example.com/app/assets/' },
    { base: 'https://cdn.example/x/', url: 'https://cdn.example/x/assets/' },
  ])('pictures that are shared have absolute URLs where the site is known, base $base', async ({ base, url }) => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'deep/index.html': `<meta property="og:image" content="../src/a.jpg?w=20&amp;format=webp">
<script type="application/ld+json">{ "image": "/src/a.jpg?w=20&format=webp" }</script>
<img src="../src/a.jpg?w=20&format=webp" alt="">`,
    })
    const { failure } = await buildPagesWithVite(vite, project, {
      options: { siteUrl: 'https://example.com/app' },
      settings: { base, build: { rollupOptions: { input: project.path('deep/index.html') } } },
    })
    expect(failure).toBeNull()
    const [, meta = '', json = '', img = ''] =
      /content="(.*?)"[\s\S]*"image": "(.*?)"[\s\S]*src="(.*?)"/.exec(project.read('dist/deep/index.html')) ?? []
    expect(meta).toMatch(/^https:.*\/a-[\w-]+\.webp$/)
    expect(meta.startsWith(url)).toBe(true)
    expect(json).toBe(meta)
    expect(img.startsWith('https:')).toBe(base.startsWith('https:'))
  })

  test.each(['/', './', 'https://cdn.example/x/'])(
    'a web manifest names its icons from where it lies, base %s',
    async base => {
      const project = new Project({
        'src/icons/small.png': fixture('small.png'),
        'src/site.webmanifest': `{
  "name": "a?w=1",
  "icons": [{ "src": "./icons/small.png?w=32&format=webp", "sizes": "32x24" }, { "src": "/src/icons/small.png?w=48" }]
}
`,
        'deep/index.html': '<link rel="manifest" href="../src/site.webmanifest">',
      })
      const build = () =>
        buildPagesWithVite(vite, project, {
          settings: {
            base,
            build: { assetsInlineLimit: 0, rollupOptions: { input: project.path('deep/index.html') } },
          },
        })
      const read = () => {
        const manifests = project.list('dist').filter(name => name.endsWith('.webmanifest'))
        return {
          manifests,
          icons: (JSON.parse(project.read(`dist/${manifests[0]}`)) as { icons: { src: string }[] }).icons,
        }
      }
      const { failure, warnings } = await build()
      expect({ failure, warnings }).toEqual({ failure: null, warnings: '' })
      const { manifests, icons } = read()
      expect(manifests.length).toBe(1)
      expect(project.read('dist/deep/index.html')).toContain(basename(manifests[0] ?? ''))
      const folder = dirname(manifests[0] ?? '')
      const shown = await Promise.all(icons.map(({ src }) => inspectFile(project.path(`dist/${join(folder, src)}`))))
      expect(shown.map(({ width, format }) => `${width} ${format}`)).toEqual(['32 webp', '48 png'])

      project.write({ 'src/icons/small.png': fixture('a.jpg') })
      await build()
      expect(read().manifests).not.toEqual(manifests)
    },
  )

  test('what an author keeps from the bundler, and what people read, is left as it is', async () => {
    const html = `<img vite-ignore src="./src/a.jpg?w=20" srcset="./src/a.jpg?w=40 2x" alt="">
<!-- <img src="./src/a.jpg?w=20"> --><p title="./src/a.jpg?w=20">Ask for "./src/a.jpg?w=20"</p>`
    const project = new Project({ 'src/a.jpg': fixture('a.jpg'), 'index.html': html })
    const { failure, warnings } = await buildPagesWithVite(vite, project)
    expect({ failure, warnings }).toEqual({ failure: null, warnings: '' })
    expect(project.read('dist/index.html').replace('<img  src', '<img vite-ignore src').trim()).toBe(html)
  })

  test('what another plugin writes into a page before this one is read too', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'index.html': '{{picture}}',
    })
    const template: Plugin = {
      name: 'template',
      enforce: 'pre',
      transformIndexHtml: {
        order: 'pre',
        handler: html => html.replace('{{picture}}', '<img src="./src/a.jpg?w=20;40" alt="">'),
      },
    }
    const { failure } = await buildPagesWithVite(vite, project, { before: [template] })
    expect(failure).toBeNull()
    expect(project.read('dist/index.html')).toMatch(/srcset="\/assets\/a-[\w-]+\.jpg 20w, /)
  })
})

describe.concurrent.each(Object.entries(VITES))('%s watches', (name, vite) => {
  test('a picture that a page alone names', async ({ expect, onTestFinished: after }) => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/small.png': fixture('small.png'),
      'index.html': '<img src="./src/a.jpg?w=20;40" alt=""><img src="./src/small.png?w=20" alt="">',
    })
    const watching = new Watching(viteWatcher(name, vite, vitePageConfig), project, after)
    const first = await watching.first
    expect(first.failure).toBeNull()
    expect(totals(first.batches)).toMatchObject({ decodes: 2, encodes: 3 })
    const before = project.read('dist/index.html')

    const edited = await watching.after(() => project.write({ 'src/a.jpg': fixture('rot6.jpg') }))
    expect(edited.failure).toBeNull()
    expect(totals(edited.batches)).toMatchObject({ decodes: 1, encodes: 2 })
    expect(project.read('dist/index.html')).not.toBe(before)

    const broken = await watching.after(() => project.write({ 'src/a.jpg': 'a text' }))
    expect(broken.failure).toContain('is not an image')
    const repaired = await watching.after(() => project.write({ 'src/a.jpg': fixture('a.jpg') }))
    expect(repaired.failure).toBeNull()
    expect(totals(repaired.batches)).toMatchObject({ decodes: 0, encodes: 0 })
    expect(project.read('dist/index.html')).toBe(before)
  })
})
