import type { ReportData } from '@lazy-image/core'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { overlay, shows } from '../support/dev-page.js'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { rollupHost } from '../support/hosts/rollup.js'
import { VITES, viteHosts } from '../support/hosts/vite.js'
import { webpackHost } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

const PICTURES = {
  'src/img/hero.jpg': fixture('a.jpg'),
  'src/img/hero-dark.jpg': fixture('rot6.jpg'),
  'src/tall/hero.png': fixture('small.png'),
}

const REQUEST =
  './img/hero.jpg?w=60&format=webp&sizes=60px&as=html&loading=eager&media=dark:hero-dark.jpg;(max-width:600px):./../../src/tall/hero.png'

const ENTRY = `export { default as html } from '${REQUEST}'\n`

const [vite8] = viteHosts

describe.each([vite8, rollupHost, webpackHost].flatMap(host => host ?? []))('$name', host => {
  test('Chromium shows the picture of each screen, whose sides its source tells', async () => {
    const project = new Project({ ...PICTURES, 'src/entry.js': ENTRY })
    const { failure } = await host.build(project, { report: { json: 'report.json' } })
    expect(failure).toBeNull()
    const { sources, outputs, places } = JSON.parse(project.read('report.json')) as ReportData
    expect(sources.map(({ file }) => file)).toEqual(Object.keys(PICTURES).sort())
    for (const output of outputs) {
      expect(output.places.map(index => places[index])).toMatchObject([{ file: 'src/entry.js', line: 1 }])
    }

    const script = "import { html } from './entry.js'; document.body.insertAdjacentHTML('beforeend', html)"
    project.write({
      'dist/index.html': `<!doctype html><link rel="icon" href="data:,"><body><script type="module">${script}</script>`,
    })
    const { url, close } = await serveFolder(project.path('dist'))
    onTestFinished(close)
    const opened = await openPage(url, { width: 1200 })
    onTestFinished(opened.close)
    const { page } = opened
    await shows(page, 60, 40)
    expect(await ratioOf(page)).toBeCloseTo(3 / 2, 1)
    await page.setViewportSize({ width: 500, height: 800 })
    await shows(page, 60, 45)
    expect(await ratioOf(page)).toBeCloseTo(4 / 3, 1)
    // The first that holds is shown.
    await page.emulateMedia({ colorScheme: 'dark' })
    await shows(page, 60, 90)
    expect(await ratioOf(page)).toBeCloseTo(2 / 3, 1)
    expect(opened.troubles).toEqual([])
  })

  test('a picture that is missing or broken is told where it is asked for, and hides no other', async () => {
    const project = new Project({
      ...PICTURES,
      'src/tall/hero.png': 'no picture',
      'src/entry.js': `${ENTRY}export { default as other } from '${REQUEST.replace('dark:hero-dark', 'dark:hero-drak')}'\n`,
    })
    const { failure } = await host.build(project)
    expect(failure).toContain('did you mean')
    expect(failure).toMatch(/There is no file .*hero-drak\.jpg.*hero-dark\.jpg/)
    expect(failure).toMatch(/is not an image: .*\(in hero\.png\)/)
    expect(failure).toMatch(/entry\.js:1:/)
    expect(failure).toMatch(/entry\.js:2:/)
  })
})

/** Width over height of the box that the page keeps for its picture. */
function ratioOf(page: Page): Promise<number> {
  return page.locator('img').evaluate(image => image.clientWidth / image.clientHeight)
}

const [latest] = Object.values(VITES)

test('a dev server follows every picture, and reads none that it may not', async () => {
  if (latest === undefined) throw new Error('no Vite')
  const project = new Project({
    ...PICTURES,
    'index.html': `<link rel="icon" href="data:,"><script type="module" src="/src/entry.js"></script>
<img src="./src/img/hero.jpg?w=50&sizes=50px&as=html&media=dark:hero-dark.jpg">`,
    'src/entry.js': `import html from '${REQUEST}'\ndocument.body.insertAdjacentHTML('beforeend', html)\n`,
  })
  project.remove('src/img/hero-dark.jpg')
  const dev = await startDevServer(latest, project, { config: { server: { fs: { allow: [project.path('src')] } } } })
  const { page, close } = await openPage(`${dev.origin}/`)
  onTestFinished(close)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await overlay(page)).toMatch(/There is no file .*hero-dark\.jpg/)
  project.write({ 'src/img/hero-dark.jpg': fixture('small.png') })
  await shows(page, 60, 45)
  await shows(page, 50, 38)
  project.write({ 'src/img/hero-dark.jpg': fixture('rot6.jpg') })
  await shows(page, 60, 90)
  await shows(page, 50, 75)

  project.write({ 'secret/a.jpg': fixture('a.jpg') })
  const answer = await dev.get('/src/img/hero.jpg?import&w=20&as=html&media=dark:..%2F..%2Fsecret%2Fa.jpg')
  expect(answer.status).toBe(500)
  expect(await answer.text()).toContain('SOURCE_OUTSIDE_ROOTS')
})
