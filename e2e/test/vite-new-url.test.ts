import { readFileSync, rmSync } from 'node:fs'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { startDevServer } from '../support/dev-server.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithVite, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { sourcePosition } from '../support/source-position.js'
import { serveFolder } from '../support/static-server.js'
import { until } from '../support/until.js'

/** Shows every URL on the page, as an image each. */
const ENTRY = `import { bare, fixed, inline, pick, text } from './urls'
for (const url of [fixed, text, bare, inline, pick('a'), pick('b')]) {
  const image = new Image()
  image.src = url.href
  document.body.append(image)
}
`

const URLS = `'use strict'
type Name = string
export const fixed = new URL('./a.jpg?w=30&format=webp', import.meta.url)
export const text = new URL(\`@/g/a.jpg?w=31\`, import.meta.url)
export const bare = new URL("a.jpg?w=32", import.meta.url)
export const inline = new URL('./a.jpg?w=8&inline', import.meta.url)
export const pick = (name: Name) => new URL(\`./g/\${name}.jpg?w=33&format=webp\`, import.meta.url)
export const unused = (() => new URL('./a.jpg?w=99', import.meta.url)) as unknown
// new URL('./a.jpg?w=98', import.meta.url)
export const other = "new URL('./a.jpg?w=97', import.meta.url)"
`

function project(): Project {
  return new Project({
    'index.html': '<link rel="icon" href="data:,"><body></body><script type="module" src="/src/entry.ts"></script>',
    'src/entry.ts': ENTRY,
    'src/urls.ts': URLS,
    'src/a.jpg': fixture('a.jpg'),
    'src/g/a.jpg': fixture('a.jpg'),
    'src/g/b.jpg': fixture('rot6.jpg'),
  })
}

const SHOWN = [30, 31, 32, 8, 33, 33]

/** Widths of all images on a page when they are there. */
function widthsOn(page: Awaited<ReturnType<typeof openPage>>['page']): Promise<number[]> {
  return page.evaluate(() =>
    Promise.all([...document.images].map(image => image.decode().then(() => image.naturalWidth))),
  )
}

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each(['/', './'])('new URL() has the URL of the image that it asks for in a build, below %s', async base => {
    const made = project()
    const { failure, batches } = await buildWithVite(
      vite,
      made,
      {},
      {
        base,
        resolve: { alias: { '@': made.path('src') } },
        build: {
          sourcemap: true,
          rollupOptions: { input: made.path('index.html'), preserveEntrySignatures: false },
        },
      },
    )
    expect(failure).toBeNull()
    expect(batches).toHaveLength(1)
    const pictures = made.list('dist').filter(file => /\.(?:webp|jpg)$/.test(file))
    const facts = await Promise.all(
      pictures.map(file => ImageEngine.from(readFileSync(made.path(`dist/${file}`))).inspect()),
    )
    // What nothing calls is not made.
    expect(facts.map(({ width }) => width).sort()).toEqual([30, 31, 32, 33, 33])
    const server = await serveFolder(made.path('dist'))
    onTestFinished(() => server.close())
    const { page, troubles, close } = await openPage(server.url)
    onTestFinished(close)
    await until(async () => (await page.locator('img').count()) === SHOWN.length || undefined)
    expect(await widthsOn(page)).toEqual(SHOWN)
    expect(troubles).toEqual([])
    if (base === '/') {
      const [entry = ''] = made.list('dist').filter(file => file.endsWith('.js'))
      expect(sourcePosition(made.path(`dist/${entry}`), 'document.body')).toMatchObject({ line: 5 })
    }
  })

  test('and in dev, where an edited picture is shown anew', async () => {
    const made = project()
    const dev = await startDevServer(vite, made, { config: { resolve: { alias: { '@': made.path('src') } } } })
    const { page, troubles, close } = await openPage(`${dev.origin}/`)
    onTestFinished(close)
    const shows = async (widths: readonly number[], heights: readonly number[]) =>
      until(async () => {
        const sizes = await page
          .evaluate(() => [...document.images].map(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]))
          .catch(() => [])
        const isSo = sizes.length === widths.length && sizes.every(([w, h], i) => w === widths[i] && h === heights[i])
        return isSo || undefined
      })
    await shows(SHOWN, [20, 21, 21, 5, 22, 50])
    expect(troubles).toEqual([])
    made.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await shows(SHOWN, [45, 21, 48, 12, 22, 50])
  })

  test('in dev, a broken picture of new URL() is told over the page with its place, and comes when it is repaired', async () => {
    const made = new Project({
      'index.html': '<link rel="icon" href="data:,"><body></body><script type="module" src="/src/entry.js"></script>',
      'src/entry.js': `const image = new Image()
image.src = new URL('./a.jpg?w=30', import.meta.url).href
document.body.append(image)
`,
      'src/a.jpg': Buffer.from('a text'),
    })
    const dev = await startDevServer(vite, made)
    const { page, close } = await openPage(`${dev.origin}/`)
    onTestFinished(close)
    const overlay = page.locator('vite-error-overlay')
    await overlay.waitFor({ state: 'attached' })
    const text = await overlay.evaluate(({ shadowRoot }) =>
      ['.message-body', '.file', '.frame'].map(part => shadowRoot?.querySelector(part)?.textContent).join('\n'),
    )
    expect(text).toMatch(/is not an image.*\[SOURCE_NOT_AN_IMAGE\]/)
    expect(text).toMatch(/src\/entry\.js:2:\d+/)
    expect(text).toContain("2 | image.src = new URL('./a.jpg?w=30', import.meta.url).href")
    const isShown = () =>
      until(
        async () => (await page.evaluate(() => document.images[0]?.naturalWidth).catch(() => 0)) === 30 || undefined,
      )
    made.write({ 'src/a.jpg': fixture('a.jpg') })
    await isShown()
    rmSync(made.path('src/a.jpg'))
    await overlay.waitFor({ state: 'attached' })
    made.write({ 'src/a.jpg': fixture('a.jpg') })
    await isShown()
    await overlay.waitFor({ state: 'detached' })
  })

  test('a server finds the path of a URL', async () => {
    const made = project()
    made.write({
      'src/entry.js': `export const fixed = new URL('./a.jpg?w=30', import.meta.url).pathname
const pick = name => new URL(\`./g/\${name}.jpg?w=33\`, import.meta.url).pathname
export const picked = pick('b')
`,
    })
    const { failure, entry } = await buildWithVite(vite, made, {}, { build: { ssr: made.path('src/entry.js') } })
    expect(failure).toBeNull()
    expect(await exportsOf(entry)).toEqual({
      fixed: expect.stringMatching(/^\/assets\/a-.{8}\.jpg$/),
      picked: expect.stringMatching(/^\/assets\/b-.{8}\.jpg$/),
    })
  })

  test.each([
    ['a list', "new URL('./a.jpg?w=20;40', import.meta.url)", 'new URL() has room for one URL'],
    [
      'a list of each file',
      'n => new URL(`./g/$' + '{n}.jpg?w=20;40`, import.meta.url)',
      'new URL() has room for one URL',
    ],
    ['a missing file', "new URL('./missing.jpg?w=20', import.meta.url)", 'There is no file'],
  ])('%s fails with its place', async (_what, code, says) => {
    const made = project()
    made.write({ 'src/entry.js': `\nexport const url = ${code}\n` })
    const { failure } = await buildWithVite(vite, made)
    expect(failure).toContain(says)
    expect(failure).toContain('src/entry.js:2:')
    expect(failure).toContain(`2 | export const url = ${code}`)
  })
})
