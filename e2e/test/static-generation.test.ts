import { type BatchReport, inspectFile } from '@lazy-image/core'
import lazyImage from '@lazy-image/vite-plugin'
import type { InlineConfig } from 'vite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { recordedLogger, VITES, type Vite } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

const PAGE = `import url from './a.jpg?w=40&format=webp'
import srcset from './a.jpg?w=20;30&format=webp&as=srcset'
import html from './hé llo.jpg?w=20&as=html&placeholder=color'
export const page = () =>
  '<link rel="preload" href="' + url.replaceAll('&', '&amp;') + '"><img src="' + url + '" srcset="' + srcset + '">' +
  html + '<style>a{background:url(' + url + ')}</style><img src="/src/a.jpg"><a href="/?k=1">'
`

function site() {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/hé llo.jpg': fixture('a.jpg'),
    'src/page.js': PAGE,
    'src/entry.js': "import url from './a.jpg?w=40&format=webp'\ndocument.title = url\n",
  })
  const batches: BatchReport[] = []
  const plugin = lazyImage({ cache: false, onBatch: report => batches.push(report) })
  const config: InlineConfig = {
    root: project.root,
    configFile: false,
    base: '/site/',
    logLevel: 'warn',
    customLogger: recordedLogger(),
    optimizeDeps: { noDiscovery: true },
    plugins: [plugin],
  }
  return { project, config, plugin, batches }
}

/** What a page comes to that a script renders by a dev server, as a home-made static generator does. */
async function render(vite: Vite, config: InlineConfig): Promise<string> {
  const server = await vite.createServer({ ...config, appType: 'custom', server: { middlewareMode: true, ws: false } })
  onTestFinished(() => server.close())
  const { page } = (await server.ssrLoadModule('/src/page.js')) as { page(): string }
  return page()
}

describe.each(Object.entries(VITES))('a page that a script renders by a dev server, in %s', (_, vite) => {
  test('refers to files that are there when the images of its text have been written', async () => {
    const { project, config, plugin } = site()
    const rendered = await render(vite, config)
    const html = (await plugin.api?.writeImages(rendered)) ?? ''
    const urls = [...html.matchAll(/\/site\/(assets\/[^" )]+)/g)].map(([, path = '']) => decodeURI(path))
    expect(urls).toHaveLength(6)
    const widths = urls.map(async path => (await inspectFile(project.path(`dist/${path}`))).width)
    expect(await Promise.all(widths)).toEqual([40, 40, 20, 30, 20, 40])
    expect(new Set(urls).size).toBe(4)
    expect(project.list('dist')).toHaveLength(4)
    // What is none of ours is left as it is.
    expect(html).toContain('<img src="/src/a.jpg"><a href="/?k=1">')
    expect(html).not.toMatch(/[?&;]k=[0-9a-f]{32}/)
  })

  test('refers to the very files of a build whose manifest lists them, and nothing is made twice', async () => {
    const { project, config, plugin, batches } = site()
    const rendered = await render(vite, config)
    await vite.build({
      ...config,
      build: { manifest: true, rollupOptions: { input: project.path('src/entry.js') } },
      plugins: [lazyImage({ cache: false })],
    })
    const built = project.list('dist').filter(name => name.endsWith('.webp'))
    expect(built).toHaveLength(1)
    const html = await plugin.api?.writeImages(rendered, { base: 'https://cdn.example/' })
    expect(html).toContain(`src="https://cdn.example/${built[0]}"`)
    expect(project.list('dist').filter(name => name.endsWith('.webp'))).toHaveLength(3)
    const before = totals(batches).encodes
    await plugin.api?.writeImages(rendered)
    expect(totals(batches).encodes).toBe(before)
  })

  test('tells an image that cannot be made, and leaves the text to whoever asked', async () => {
    const { project, config, plugin } = site()
    const rendered = await render(vite, config)
    project.write({ 'src/a.jpg': 'no picture' })
    await expect(plugin.api?.writeImages(rendered)).rejects.toMatchObject({ code: 'SOURCE_NOT_AN_IMAGE' })
  })
})
