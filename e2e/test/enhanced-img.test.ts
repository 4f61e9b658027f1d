import { readFileSync } from 'node:fs'
import { enhancedImages } from '@sveltejs/enhanced-img'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { type InlineConfig, mergeConfig } from 'vite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { shownPictures } from '../support/shown-pictures.js'
import { serveFolder } from '../support/static-server.js'

const vite = VITES['vite 8']

/** A page as the documentation of @sveltejs/enhanced-img writes it: by path, by object, by glob, with own directives. */
const APP = `<script>
import chosen from './small.png?enhanced'
const globbed = import.meta.glob('./gallery/*.jpg', { eager: true, query: { enhanced: true } })
</script>

<enhanced:img src="./hero.jpg?w=60;30" alt="path" />
<enhanced:img src="./hero.jpg?w=80;40&blur=3" sizes="(min-width: 400px) 80px, 40px" alt="sizes" />
<enhanced:img src="./small.png" width="16" alt="width" />
<enhanced:img src={chosen} alt="object" />
{#each Object.values(globbed) as picture}
  <enhanced:img src={picture.default} alt="glob" />
{/each}

<style>
  enhanced\\:img { border: 1px solid red }
</style>
`

function app(): { project: Project; config: InlineConfig } {
  const project = new Project({
    'index.html':
      '<!doctype html><link rel="icon" href="data:," /><div id="app"><!--app--></div><script type="module" src="/src/main.js"></script>',
    'src/App.svelte': APP,
    'src/hero.jpg': fixture('a.jpg'),
    'src/small.png': fixture('small.png'),
    'src/gallery/one.jpg': fixture('imagetools/land5.jpg'),
    'src/main.js': `import { hydrate, mount } from 'svelte'
import App from './App.svelte'
const target = document.getElementById('app')
const [name, start] = target.children.length > 0 ? ['hydrate', hydrate] : ['mount', mount]
start(App, { target })
target.dataset.ready = name
`,
    'src/server.js':
      "import { render } from 'svelte/server'\nimport App from './App.svelte'\nexport const page = () => render(App).body\n",
  })
  const config: InlineConfig = {
    root: project.root,
    configFile: false,
    logLevel: 'warn',
    customLogger: recordedLogger(),
    plugins: [enhancedImages(), svelte({ configFile: false })],
    optimizeDeps: { noDiscovery: true },
  }
  return { project, config }
}

/** What each picture of the page asks for and is. */
async function expectPictures(url: string, start: string): Promise<void> {
  const { page, troubles, close } = await openPage(url)
  await page.waitForFunction(() => document.getElementById('app')?.dataset['ready'] !== undefined)
  const shown = await shownPictures(page)
  const seen = shown.map(({ alt, naturalWidth, promisedWidth, candidates }) => ({
    alt,
    isAsPromised: naturalWidth === promisedWidth || alt === 'width' || alt === 'object' || alt === 'glob',
    types: [...new Set(candidates.map(({ type }) => type))],
  }))
  const started = await page.locator('#app').getAttribute('data-ready')
  await close()
  expect(troubles).toEqual([])
  expect(started).toBe(start)
  expect(seen.map(({ alt }) => alt)).toEqual(['path', 'sizes', 'width', 'object', 'glob'])
  expect(seen.filter(({ isAsPromised }) => !isAsPromised)).toEqual([])
  for (const { alt, types } of seen) expect(types, alt).toEqual(expect.arrayContaining(['image/avif', 'image/webp']))
}

describe('@sveltejs/enhanced-img on top of imagetools()', () => {
  test('builds for client and server, and every picture that a page mentions is there when it hydrates', async () => {
    const { project, config } = app()
    await vite.build(mergeConfig(config, { build: { ssr: 'src/server.js', outDir: 'server' } }))
    await vite.build(config)
    const server = (await import(project.path('server/server.js'))) as { page(): string }
    const html = readFileSync(project.path('dist/index.html'), 'utf8')
    const body = server.page()
    for (const [, url = ''] of body.matchAll(/(\/assets\/[^" ]+)/g)) {
      expect(project.list('dist'), url).toContain(url.slice(1))
    }
    project.write({ 'dist/index.html': html.replace('<!--app-->', body) })
    const site = await serveFolder(project.path('dist'))
    onTestFinished(() => site.close())
    await expectPictures(site.url, 'hydrate')
  })

  test('serves every picture in dev', async () => {
    const { config } = app()
    const dev = await vite.createServer(mergeConfig(config, { server: { host: '127.0.0.1', port: 0 } }))
    onTestFinished(() => dev.close())
    await dev.listen()
    await expectPictures(dev.resolvedUrls?.local[0] ?? '', 'mount')
  })

  test('a picture that cannot be made fails the build with its reason', async () => {
    const { project, config } = app()
    project.write({ 'src/hero.jpg': 'no picture' })
    const logger = recordedLogger()
    const failure = await vite.build({ ...config, customLogger: logger }).then(
      () => null,
      (error: unknown) => String(error),
    )
    expect(failure).not.toBeNull()
    expect(`${failure}\n${logger.warnings.join('\n')}`).toMatch(
      /is not an image: .* \[SOURCE_NOT_AN_IMAGE\]\n.*\.\/hero\.jpg\?w=60;30/,
    )
  })
})
