import lazyImage from '@lazy-image/vite-plugin'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { buildWithVite, recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

const picture = { 'src/a.jpg': fixture('a.jpg') }

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test('no token is left in what other plugins make of our code, whatever it is called', async () => {
    const project = new Project({
      ...picture,
      'src/entry.js': "export { default } from './a.jpg?w=40&format=webp&as=img&placeholder=lqip'\n",
    })
    const copies = {
      name: 'copies',
      transform(
        this: { emitFile(file: { type: 'asset'; fileName: string; source: string | Uint8Array }): string },
        code: string,
        id: string,
      ) {
        if (!id.includes('a.jpg?')) return
        this.emitFile({ type: 'asset', fileName: 'copy.json', source: JSON.stringify({ code }) })
        this.emitFile({ type: 'asset', fileName: 'copy.html', source: Buffer.from(`<pre>${code}</pre>`) })
        this.emitFile({ type: 'asset', fileName: 'copy', source: code })
      },
    }
    const { failure } = await buildWithVite(
      vite,
      project,
      {},
      { plugins: [copies], build: { rollupOptions: { output: { entryFileNames: 'entry.dat' } } } },
    )
    expect(failure).toBeNull()
    for (const file of ['copy.json', 'copy.html', 'copy', 'entry.dat']) {
      expect(project.read(`dist/${file}`), file).not.toContain('__LAZY_IMAGE_')
      expect(project.read(`dist/${file}`), file).toContain('data:image/webp;base64,UklGR')
    }
  })

  test('a token that a plugin writes too late is an error that says what to do', async () => {
    const project = new Project({
      ...picture,
      'src/entry.js': "export { default } from './a.jpg?w=40&as=img&placeholder=lqip'\n",
    })
    let code = ''
    const late = {
      name: 'late',
      transform(module: string, id: string) {
        if (id.includes('a.jpg?')) code = module
      },
      generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }) {
        this.emitFile({ type: 'asset', fileName: 'late.json', source: JSON.stringify({ code }) })
      },
    }
    const { failure } = await buildWithVite(vite, project, {}, { plugins: [late] })
    expect(failure).toMatch(/late\.json holds what stands in for an image.*order: 'pre'/s)
  })

  const written = {
    ...picture,
    'public/pub.jpg': fixture('a.jpg'),
    'src/entry.js': `console.log('https://cdn.example.com/x.jpg?w=300', "Ask for /pub.jpg?w=4", '/pub.jpg?v=3')
export const shown = [
  '/pub.jpg?w=26',
]
`,
  }

  test('directives that are left on a URL fail the build where they are written', async () => {
    const { failure } = await buildWithVite(vite, new Project(written))
    expect(failure).toMatch(/entry\.js:\d+ shows public\/pub\.jpg as it is, and not what w=26 asks for/)
    expect(failure).toContain('[REFERENCE_UNFOLLOWED]')
    expect(failure).toMatch(/entry\.js:3:2\n/)
    expect(failure).toMatch(/3 \| {3}'\/pub\.jpg\?w=26',\n +\| {3}\^{15}\n/)
    expect(failure?.match(/REFERENCE_UNFOLLOWED/g)).toHaveLength(1)
  })

  test.each(['warn', 'compat'] as const)('and are told with strict: %s', async strict => {
    const { failure, warnings } = await buildWithVite(vite, new Project(written), { strict })
    expect(failure).toBeNull()
    expect(warnings.match(/REFERENCE_UNFOLLOWED/g)).toHaveLength(1)
    expect(warnings).toContain('src/entry.js:3:3 ')
    expect(warnings).toMatch(/3 \| {3}'\/pub\.jpg\?w=26',/)
  })

  test('what the options leave to the bundler keeps its query without a word', async () => {
    const project = new Project({
      ...picture,
      'src/entry.js': "export { default } from './a.jpg?w=40&format=webp'\n",
    })
    const built = await buildWithVite(vite, project, { exclude: '**/a.jpg*' })
    expect([built.failure, built.warnings]).toEqual([null, ''])
    expect(project.list('dist/assets')).toEqual([expect.stringMatching(/^a-.+\.jpg$/)])
  })

  test('a build that writes none of its files is told as well', async () => {
    const { failure } = await buildWithVite(vite, new Project(written), {}, { build: { ssr: true } })
    expect(failure).toContain('[REFERENCE_UNFOLLOWED]')
  })

  test('in what is copied as it is too, but for scripts, and nowhere for pictures that the options leave alone', async () => {
    const project = new Project({
      'public/pub.jpg': fixture('a.jpg'),
      'public/site.webmanifest': '{ "icons": [{ "src": "pub.jpg?w=192" }, { "src": "/pub.jpg" }] }',
      'public/about.html': '<p>\n<img src="/pub.jpg?w=20"> Ask for "/pub.jpg?w=4"\n',
      'public/script.js': 'const a = "/pub.jpg?w=20"',
      'src/entry.js': 'export const a = 1\n',
    })
    const { failure } = await buildWithVite(vite, project)
    expect(failure?.match(/\S+ shows \S+ as it is, and not what \S+/g)?.sort()).toEqual([
      'about.html:2 shows public/pub.jpg as it is, and not what w=20',
      'site.webmanifest:1 shows public/pub.jpg as it is, and not what w=192',
    ])
    expect(failure).toContain('public/about.html:2:10')
    expect((await buildWithVite(vite, project, { exclude: '**/public/**' })).failure).toBeNull()
  })

  test('whatever writes them, in whatever file', async () => {
    const emits = {
      name: 'emits',
      generateBundle(this: {
        emitFile(file: { type: 'asset'; fileName: string; source: string | Uint8Array }): string
      }) {
        this.emitFile({ type: 'asset', fileName: 'a.css', source: '.a { background: url(/pub.jpg?w=21) }' })
        this.emitFile({ type: 'asset', fileName: 'a.html', source: Buffer.from('<img src="/pub.jpg?w=22">') })
        this.emitFile({ type: 'asset', fileName: 'site.webmanifest', source: '{ "src": "/pub.jpg?w=23" }' })
        this.emitFile({ type: 'asset', fileName: 'a.svg', source: '<svg><image href="/pub.jpg?w=24"/></svg>' })
        this.emitFile({ type: 'asset', fileName: 'a.js.map', source: '{ "a": "/pub.jpg?w=25" }' })
      },
    }
    const { failure } = await buildWithVite(vite, new Project(written), {}, { plugins: [emits] })
    expect(failure?.match(/\S+ shows public\/pub\.jpg as it is, and not what \S+/g)?.sort()).toEqual([
      'a.css:1 shows public/pub.jpg as it is, and not what w=21',
      'a.html:1 shows public/pub.jpg as it is, and not what w=22',
      'a.svg:1 shows public/pub.jpg as it is, and not what w=24',
      expect.stringMatching(/^assets\/|^entry\.js/),
      'site.webmanifest:1 shows public/pub.jpg as it is, and not what w=23',
    ])
  })

  test('a module that runs during a build, without a server, has its values', async () => {
    const project = new Project({
      ...picture,
      'src/entry.js': `import facts from './a.jpg?w=310&format=webp&as=metadata:size;width'
import img from './a.jpg?w=20&as=img&placeholder=lqip'
import inline from './a.jpg?w=8&inline'
export const all = { facts, img, inline }
`,
    })
    const { module } = await vite.runnerImport<{ all: unknown }>(project.path('src/entry.js'), {
      root: project.root,
      configFile: false,
      customLogger: recordedLogger(),
      plugins: [lazyImage({ cache: false })],
    })
    expect(module.all).toEqual({
      facts: { width: 310, size: expect.any(Number) },
      img: {
        src: expect.stringMatching(/^\/src\/a\.jpg\?w=20&k=/),
        w: 20,
        h: 13,
        placeholder: expect.stringMatching(/^data:image\/webp;base64,/),
      },
      inline: expect.stringMatching(/^data:image\/jpeg;base64,/),
    })
  })
})
