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

  test('an image that is shown as it is though it is asked for with directives is told', async () => {
    const project = new Project({
      ...picture,
      'public/pub.jpg': fixture('a.jpg'),
      'index.html': `<img src="/src/a.jpg?w=20&amp;format=webp"><img src="/pub.jpg?w=21"><img src="/pub.jpg">
<script type="module" src="/src/entry.js"></script>`,
      'src/style.css': '.a { background: url("./a.jpg?w=22&format=webp") } .b { background: url(/pub.jpg?w=23) }',
      'src/worker.js': "import url from './a.jpg?w=24'\npostMessage(url)\n",
      'src/entry.js': `import './style.css'
import url from './a.jpg?w=25'
console.log(url, 'https://cdn.example.com/x.jpg?w=300', new URL('./a.jpg?w=26', import.meta.url).href)
new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
`,
    })
    const logger = recordedLogger()
    await vite.build({
      root: project.root,
      configFile: false,
      logLevel: 'warn',
      customLogger: logger,
      plugins: [lazyImage({ cache: false })],
      build: { minify: false },
    })
    const told = logger.warnings.filter(warning => warning.includes('as it is'))
    const said = told.map(text => /(\S+) shows (\S+) as it is, and not what (\S+) asks for/.exec(text)?.slice(1))
    const shown = said.map(([output = '', image = '', directives = ''] = []) =>
      [output, image, directives].map(part => part.replace(/-[\w-]{8}\./, '.')),
    )
    expect(shown.sort()).toEqual([
      ['assets/index.css', '/pub.jpg', 'w=23'],
      ['assets/index.js', '/assets/a.jpg', 'w=26'],
      ['assets/worker.js', '/assets/a.jpg', 'w=24'],
      ['index.html', '/assets/a.jpg', 'w=20&format=webp'],
      ['index.html', '/pub.jpg', 'w=21'],
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
