import { existsSync, readFileSync } from 'node:fs'
import type { UserConfig } from 'vite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithVite, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

/** Of the two widths, one comes to some hundred bytes and the other to some thousands. */
const FILES = {
  'src/entry.js': `import './a.css'
import css from './text.css?inline'
export { default as small } from './a.jpg?w=20&format=webp'
export { default as large } from './a.jpg?w=310&format=webp'
export { default as both } from './a.jpg?w=20;310&format=webp&as=srcset'
export const text = css
`,
  'src/a.css': `.small { background: url(./a.jpg?w=20&format=webp) }
.large { background: url("./a.jpg?w=310&format=webp") }
.set { background: url(./a.jpg?w=20&densities=1x;10x&format=webp) }
`,
  'src/text.css': '.text { background: url(./a.jpg?w=20&format=webp) }\n',
  'src/a.jpg': fixture('a.jpg'),
}

const DATA = /^data:image\/webp;base64,UklGR[\w+/=]+$/
const URL = /^\/assets\/a-.{8}\.webp$/

const LIMITS: readonly { what: string; limit: NonNullable<NonNullable<UserConfig['build']>['assetsInlineLimit']> }[] = [
  { what: 'a number', limit: 1000 },
  { what: 'a function', limit: (file, content) => file.endsWith('a.jpg') && content.length < 1000 },
]

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each(LIMITS)(
    '$what that a project sets puts images of few encoded bytes into code and stylesheets',
    async ({ limit }) => {
      const project = new Project(FILES)
      const { failure, entry, batches } = await buildWithVite(
        vite,
        project,
        {},
        { build: { assetsInlineLimit: limit, cssMinify: true } },
      )
      expect(failure).toBeNull()
      expect(batches).toHaveLength(1)
      const { small, large, both, text } = (await exportsOf(entry)) as Record<string, string>
      expect(small).toMatch(DATA)
      expect(large).toMatch(URL)
      expect(both).toBe(`${small} 20w, ${large} 310w`)
      expect(text).toContain(small)
      const [css = ''] = project.list('dist').filter(file => file.endsWith('.css'))
      const written = project.read(`dist/${css}`)
      const urls = [...written.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map(([, url]) => url)
      expect(urls.map(url => (url === small ? 'small' : url === large ? 'large' : url))).toEqual([
        'small',
        'large',
        'small',
        expect.stringMatching(URL),
      ])
      // What is inline everywhere is no file.
      const pictures = project.list('dist').filter(file => file.endsWith('.webp'))
      expect(pictures).toHaveLength(2)
      expect(existsSync(project.path(`dist${large}`))).toBe(true)
      expect(JSON.stringify([small, written])).not.toContain('LAZY_IMAGE')
    },
  )

  test('pages show small pictures inline, and name others, icons and what is shared by URL', async () => {
    const project = new Project({
      ...FILES,
      'src/entry.js': "import './a.css'\n",
      'index.html': `<link rel="icon" href="./src/a.jpg?w=20&format=webp">
<img id="small" src="./src/a.jpg?w=20&format=webp"><img id="large" src="./src/a.jpg?w=310&format=webp">
<p style="background: url('./src/a.jpg?w=20&format=webp')"></p>
<script type="module" src="/src/entry.js"></script>`,
    })
    const input = { rollupOptions: { input: project.path('index.html'), preserveEntrySignatures: false as const } }
    const { failure } = await buildWithVite(
      vite,
      project,
      {},
      { base: './', build: { ...input, assetsInlineLimit: 1000 } },
    )
    expect(failure).toBeNull()
    const page = project.read('dist/index.html')
    expect(page).toMatch(/rel="icon" href="\.\/assets\/a-.{8}\.webp"/)
    expect(page).toMatch(/id="small" src="data:image\/webp;base64,UklGR[\w+/=]+"/)
    expect(page).toMatch(/id="large" src="\.\/assets\/a-.{8}\.webp"/)
    expect(page).toMatch(/url\((?:&quot;|')data:image\/webp;base64,UklGR[\w+/=]+(?:&quot;|')\)/)
    expect(page).not.toContain('LAZY_IMAGE')
    const server = await serveFolder(project.path('dist'))
    onTestFinished(() => server.close())
    const opened = await openPage(server.url)
    onTestFinished(opened.close)
    const widths = await opened.page.evaluate(() =>
      Promise.all([...document.images].map(image => image.decode().then(() => image.naturalWidth))),
    )
    expect(widths).toEqual([20, 310])
    expect(opened.troubles).toEqual([])
  })

  test('a stylesheet with another limit has another name, and a server agrees with the browser', async () => {
    const project = new Project(FILES)
    const names: string[] = []
    for (const assetsInlineLimit of [1000, 100_000]) {
      await buildWithVite(vite, project, {}, { build: { assetsInlineLimit } })
      names.push(...project.list('dist').filter(file => file.endsWith('.css')))
    }
    expect(new Set(names).size).toBe(2)
    const ssr = await buildWithVite(vite, project, {}, { build: { assetsInlineLimit: 1000, ssr: true } })
    expect(ssr.failure).toBeNull()
    const onServer = await exportsOf(ssr.entry)
    const client = await buildWithVite(vite, project, {}, { build: { assetsInlineLimit: 1000 } })
    expect(await exportsOf(client.entry)).toMatchObject({ small: onServer['small'], large: onServer['large'] })
  })

  test('what a project says nothing of stays a URL', async () => {
    const project = new Project(FILES)
    const { entry } = await buildWithVite(vite, project)
    const { small, large } = await exportsOf(entry)
    expect([small, large]).toEqual([expect.stringMatching(URL), expect.stringMatching(URL)])
    expect(readFileSync(project.path(`dist${String(small)}`)).length).toBeLessThan(1000)
  })
})
