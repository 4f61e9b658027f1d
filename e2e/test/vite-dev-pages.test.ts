import { renameSync, rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { overlay, shows } from '../support/dev-page.js'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { namedPictures, pageReferences, pageWith, REFERENCE_FILES } from '../support/page-references.js'
import { Project } from '../support/project.js'

const PAGES = {
  'index.html': pageWith(pageReferences('./src')),
  'deep/page.html': pageWith(pageReferences('../src')),
}

async function open(url: string): Promise<{ page: Page; troubles: readonly string[] }> {
  const { page, troubles, close } = await openPage(url)
  onTestFinished(close)
  return { page, troubles }
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test.each(['/', '/sub/'])('pages show what they show when they are built, base %s', async base => {
    const project = new Project({ ...REFERENCE_FILES, ...PAGES })
    const dev = await startDevServer(vite, project, {
      config: { base, resolve: { alias: { '@': project.path('src') } } },
    })
    for (const name of Object.keys(PAGES)) {
      const { page, troubles } = await open(`${dev.origin}${base}${name}`)
      for (const reference of pageReferences('./src')) {
        const named = await namedPictures(page, reference)
        expect({ name: reference.name, named }).toEqual({ name: reference.name, named: reference.pictures })
      }
      expect(troubles).toEqual([])
    }
    expect(dev.logger.errors).toEqual([])
  })

  test('a picture of a page alone is edited, replaced, broken, repaired, deleted and restored', async () => {
    const project = new Project({
      'index.html':
        '<link rel="icon" href="data:,"><body>\n<img src="./src/a.jpg?w=310&amp;format=webp" alt=""></body>\n',
      'src/a.jpg': fixture('a.jpg'),
    })
    const dev = await startDevServer(vite, project)
    const { page } = await open(`${dev.origin}/`)
    await shows(page, 310, 207)

    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await shows(page, 310, 465)

    project.write({ 'src/b.jpg': fixture('a.jpg') })
    renameSync(project.path('src/b.jpg'), project.path('src/a.jpg'))
    await shows(page, 310, 207)

    project.write({ 'src/a.jpg': 'a text' })
    const broken = await overlay(page)
    expect(broken).toMatch(/is not an image.*\[SOURCE_NOT_AN_IMAGE\]/)
    expect(broken).toMatch(/index\.html:2:10/)
    expect(broken).toContain('2 | <img src="./src/a.jpg?w=310&amp;format=webp" alt=""></body>')
    expect(broken).toContain(`  | ${' '.repeat(10)}${'^'.repeat(33)}`)

    // Known when the browser asks for the image itself.
    project.write({ 'src/a.jpg': fixture('a.jpg').subarray(0, 20_000) })
    await page.waitForFunction(() => {
      const shown = document.querySelector('vite-error-overlay')?.shadowRoot?.querySelector('.message-body')
      return shown?.textContent?.includes('SOURCE_TRUNCATED')
    })
    expect(await overlay(page)).toMatch(/index\.html:2:10/)

    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await shows(page, 310, 465)
    await page.locator('vite-error-overlay').waitFor({ state: 'detached' })

    rmSync(project.path('src/a.jpg'))
    expect(await overlay(page)).toMatch(/SOURCE_NOT_FOUND[\s\S]*index\.html:2:10/)

    project.write({ 'src/a.jpg': fixture('a.jpg') })
    await shows(page, 310, 207)
    await page.locator('vite-error-overlay').waitFor({ state: 'detached' })
  })

  test('who renders pages by routes gets the pictures of the one page that there is', async () => {
    const project = new Project({
      'index.html': '<img src="./src/a.jpg?w=20;40" alt="">',
      'src/a.jpg': fixture('a.jpg'),
    })
    const dev = await startDevServer(vite, project)
    for (const route of ['/', '/deep/route']) {
      const html = await dev.server.transformIndexHtml(route, project.read('index.html'))
      const [, url = ''] = /src="(.*?)" srcset/.exec(html) ?? []
      const answer = await dev.get(url.replaceAll('&amp;', '&'))
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    }
    expect(dev.logger.errors).toEqual([])
  })

  test('what a place cannot hold is told over the page, which shows the rest', async () => {
    const project = new Project({
      'index.html': `<link rel="icon" href="data:,"><a href="/src/a.jpg?w=30;40">a</a>
<img src="/src/a.jpg?w=4oo" alt=""><img src="/src/a.jpg?w=50" alt="">`,
      'src/a.jpg': fixture('a.jpg'),
    })
    const dev = await startDevServer(vite, project)
    const { page } = await open(`${dev.origin}/`)
    await shows(page, 50, 33)
    const told = await overlay(page)
    expect(told).toContain('<a href> has room for one URL, but the request comes to 2 pictures')
    expect(told).toContain('index.html:1:41')
    expect(told).toContain('Directive w must be an integer from 1 to 65535 (pixels), but received "4oo"')
    expect(dev.logger.errors.length).toBe(1)
  })
})

test('vite 8 shows the pictures of pages that it bundles in memory', async () => {
  const project = new Project({
    'index.html': `<link rel="icon" href="data:,"><script type="module" src="/src/entry.js"></script>
<img src="./src/a.jpg?w=40&amp;format=webp" alt=""><img id="several" src="./src/a.jpg?w=20;30" alt="">`,
    'src/entry.js': 'document.title = "there"\n',
    'src/a.jpg': fixture('a.jpg'),
  })
  const dev = await startDevServer(VITES['vite 8'], project, { config: { experimental: { bundledDev: true } } })
  const { page } = await open(`${dev.origin}/index.html`)
  await shows(page, 40, 27)
  expect(await namedPictures(page, { element: '#several', attribute: 'srcset' })).toEqual([
    '20 jpeg 20w',
    '30 jpeg 30w',
  ])
})
