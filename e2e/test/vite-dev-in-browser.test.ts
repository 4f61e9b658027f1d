import { renameSync, rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { overlay, shows } from '../support/dev-page.js'
import { type DevServer, startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'
import { withComment } from '../support/with-comment.js'

const PAGE = {
  'index.html': '<link rel="icon" href="data:,"><script type="module" src="/src/entry.js"></script>',
  'src/entry.js': `import image from './a.jpg?w=310&format=webp&as=img'

const shown = document.createElement('img')
Object.assign(shown, { src: image.src, width: image.w, height: image.h })
document.body.append(shown)
`,
}

async function open(dev: DevServer): Promise<Page> {
  const { page, close } = await openPage(`${dev.origin}/`)
  onTestFinished(close)
  return page
}

const BROKEN = [
  { what: 'a missing image', content: undefined, says: /There is no file .*a\.jpg \[SOURCE_NOT_FOUND\]/ },
  { what: 'a text', content: Buffer.from('a text'), says: /is not an image.*\[SOURCE_NOT_AN_IMAGE\]/ },
  // Known when the browser asks for the image itself.
  { what: 'a truncated image', content: fixture('a.jpg').subarray(0, 20_000), says: /\[SOURCE_TRUNCATED\]/ },
]

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test.each(BROKEN)(
    'the overlay shows $what with its import, and the page comes by itself when it is repaired',
    async broken => {
      const project = new Project({ ...PAGE, ...(broken.content === undefined ? {} : { 'src/a.jpg': broken.content }) })
      const dev = await startDevServer(vite, project)
      const page = await open(dev)
      const text = await overlay(page)
      expect(text).toMatch(broken.says)
      expect(text).toMatch(/src\/entry\.js:1:18/)
      expect(text).toContain("1 | import image from './a.jpg?w=310&format=webp&as=img'")
      expect(text).toContain(`  | ${' '.repeat(18)}${'^'.repeat(34)}`)

      project.write({ 'src/a.jpg': fixture('a.jpg') })
      await shows(page, 310, 207)
      await page.locator('vite-error-overlay').waitFor({ state: 'detached' })
    },
  )

  test('an edited image is shown at once', async () => {
    const project = new Project({ ...PAGE, 'src/a.jpg': fixture('a.jpg') })
    const page = await open(await startDevServer(vite, project))
    await shows(page, 310, 207)
    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await shows(page, 310, 465)
    rmSync(project.path('src/a.jpg'))
    expect(await overlay(page)).toMatch(/SOURCE_NOT_FOUND/)
  })

  test('an edited query is shown at once', async () => {
    const project = new Project({ ...PAGE, 'src/a.jpg': fixture('a.jpg') })
    const page = await open(await startDevServer(vite, project))
    await shows(page, 310, 207)
    project.write({ 'src/entry.js': PAGE['src/entry.js'].replace('w=310', 'w=330&h=320') })
    await shows(page, 330, 320)
  })

  test('two hundred pictures on one page: modules wait for none, no request fails, each is encoded once', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `src/many/${index}.png`)
    const project = new Project({
      'index.html': '<link rel="icon" href="data:,"><script type="module" src="/src/entry.js"></script>',
      'src/entry.js': `const many = import.meta.glob('./many/*.png', { eager: true, import: 'default', query: '?w=20&format=webp' })
for (const src of Object.values(many)) document.body.append(Object.assign(document.createElement('img'), { src }))
`,
      ...Object.fromEntries(names.map(name => [name, withComment(fixture('small.png'), name)])),
    })
    const dev = await startDevServer(vite, project)
    for (const name of names) await dev.server.transformRequest(`/${name}?w=20&format=webp&import`)
    expect(dev.batches).toEqual([])
    const { page, troubles, close } = await openPage(`${dev.origin}/`)
    onTestFinished(close)
    await page.waitForFunction(
      () => document.images.length === 200 && [...document.images].every(({ naturalWidth }) => naturalWidth === 20),
    )
    expect(troubles).toEqual([])
    expect(totals(dev.batches)).toEqual({ outputs: 200, decodes: 200, encodes: 200 })
  })

  test('a picture that is replaced by a rename, and one that is there again, are shown at once', async () => {
    const project = new Project({ ...PAGE, 'src/a.jpg': fixture('a.jpg') })
    const page = await open(await startDevServer(vite, project))
    await shows(page, 310, 207)
    project.write({ 'src/.a.jpg.new': fixture('rot6.jpg') })
    renameSync(project.path('src/.a.jpg.new'), project.path('src/a.jpg'))
    await shows(page, 310, 465)
    rmSync(project.path('src/a.jpg'))
    expect(await overlay(page)).toMatch(/SOURCE_NOT_FOUND/)
    project.write({ 'src/a.jpg': fixture('a.jpg') })
    await shows(page, 310, 207)
    await page.locator('vite-error-overlay').waitFor({ state: 'detached' })
  })
})
