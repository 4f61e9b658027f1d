import lazyImage from '@lazy-image/vite-plugin'
import type { UserConfig } from 'vite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { buildWithVite, VITES, type Vite } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

/** Workers that say the URL of an image, as the page shows it. */
const PAGE = {
  'index.html': '<link rel="icon" href="data:,"><body></body><script type="module" src="/src/entry.js"></script>',
  'src/entry.js': `import own from './a.jpg?w=20&format=webp'
import Imported from './imported.js?worker'
import Inline from './inline.js?worker&inline'

const show = (name, url) => {
  const image = new Image()
  Object.assign(image, { src: url, id: name })
  document.body.append(image)
}
show('own', own)
const listen = (name, worker) => worker.addEventListener('message', ({ data }) => show(name, data))
listen('static', new Worker(new URL('./static.js', import.meta.url), { type: 'module' }))
listen('imported', new Imported())
listen('inline', new Inline())
const { port } = new SharedWorker(new URL('./shared.js', import.meta.url), { type: 'module' })
listen('shared', port)
port.start()
`,
  'src/static.js': "import url from './a.jpg?w=21&format=webp'\npostMessage(new URL(url, self.location.origin).href)\n",
  'src/imported.js': "postMessage(new URL('./a.jpg?w=22&format=webp', import.meta.url).href)\n",
  'src/inline.js': "import url from './a.jpg?w=23&format=webp'\npostMessage(url)\n",
  'src/shared.js':
    "import url from './a.jpg?w=20&format=webp'\nself.onconnect = ({ ports: [port] }) => port.postMessage(new URL(url, self.location.origin).href)\n",
  'src/a.jpg': fixture('a.jpg'),
}

const WIDTHS = { own: 20, static: 21, imported: 22, inline: 23, shared: 20 }

function build(vite: Vite, project: Project, settings: UserConfig = {}) {
  const input = {
    build: { rollupOptions: { input: project.path('index.html'), preserveEntrySignatures: false as const } },
  }
  return buildWithVite(vite, project, {}, vite.mergeConfig(input, settings) as UserConfig)
}

/** The widths of what workers have the page show. */
async function shownBy(project: Project, names: readonly string[]): Promise<Record<string, number>> {
  const server = await serveFolder(project.path('dist'))
  onTestFinished(() => server.close())
  const { page, troubles, close } = await openPage(server.url)
  onTestFinished(close)
  for (const name of names) await page.locator(`#${name}`).waitFor({ state: 'attached' })
  const widths = await page.evaluate(() =>
    Promise.all([...document.images].map(image => image.decode().then(() => [image.id, image.naturalWidth] as const))),
  )
  expect(troubles).toEqual([])
  return Object.fromEntries(widths)
}

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each(['es', 'iife'] as const)('workers of every kind have their images, as %s', async format => {
    const project = new Project(PAGE)
    const { failure, batches } = await build(vite, project, { worker: { format } })
    expect(failure).toBeNull()
    expect(await shownBy(project, Object.keys(WIDTHS))).toEqual(WIDTHS)
    const outputs = project.list('dist/assets').filter(file => file.endsWith('.webp'))
    expect(outputs).toHaveLength(4)
    expect(batches.reduce((sum, { encodes }) => sum + encodes, 0)).toBe(4)
  })

  test('together with plugins of their own, and where a project has added us already', async () => {
    const project = new Project(PAGE)
    const seen: string[] = []
    const own = {
      name: 'own',
      transform: (_code: string, id: string) => {
        if (id.endsWith('static.js')) seen.push(id)
      },
    }
    const { failure } = await build(vite, project, { worker: { plugins: () => [own, lazyImage({ cache: false })] } })
    expect(failure).toBeNull()
    expect(seen).toHaveLength(1)
    expect(await shownBy(project, Object.keys(WIDTHS))).toEqual(WIDTHS)
  })

  test('an inline worker whose URLs would lead nowhere is refused with what to do', async () => {
    const project = new Project(PAGE)
    const { failure } = await build(vite, project, { base: './' })
    expect(failure).toMatch(/inline worker.*base "\.\/".*src\/a\.jpg/)
    expect(failure).toContain('&inline')

    project.write({ 'src/inline.js': "import url from './a.jpg?w=23&format=webp&inline'\npostMessage(url)\n" })
    expect((await build(vite, project, { base: './' })).failure).toBeNull()
    expect(await shownBy(project, ['inline', 'imported'])).toMatchObject({ inline: 23, imported: 22 })
  })
})
