import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ImageEngine, Pipeline, type ReportData, silentLogger } from '@lazy-image/core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeReportFile } from '../../packages/core/dist/account/write-report.js'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { viteHosts } from '../support/hosts/vite.js'
import { webpackHost } from '../support/hosts/webpack.js'
import { makeUpReport, PICTURES } from '../support/made-up-report.mjs'
import { Project, scratchFolder } from '../support/project.js'
import { ensureReportPage } from '../support/report-page.js'

beforeAll(ensureReportPage)

/** No more rows than twice a screen's are in the document. */
const MOST_DRAWN = 60

async function writeIn(
  folder: string,
  data: ReportData,
  thumbnail: string,
  sources: readonly string[] = [],
): Promise<string> {
  for (const source of sources) {
    mkdirSync(dirname(join(folder, source)), { recursive: true })
    writeFileSync(join(folder, source), fixture('a.jpg'))
  }
  const file = join(folder, 'report.html')
  await writeReportFile(data, { file, root: folder, thumbnailOf: () => thumbnail })
  return pathToFileURL(file).href
}

const thumbnail = async () => {
  const data = await ImageEngine.from(fixture('a.jpg')).resize({ width: 96 }).toBuffer('webp')
  return `data:image/webp;base64,${data.toString('base64')}`
}

/** What the list shows, from the top. */
function shownNames(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.row')]
      .sort((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
      .map(row => row.querySelector('.name')?.firstChild?.textContent ?? ''),
  )
}

describe('a page of 5,000 outputs, from a disk', () => {
  test('draws few rows wherever it is scrolled, asks no network, and says nothing in the console', async () => {
    const folder = scratchFolder()
    const { page, troubles, close } = await openPage(await writeIn(folder, makeUpReport(PICTURES), await thumbnail()))
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    expect(await page.locator('.shown').textContent()).toContain('5,000 outputs')
    const drawn = () => page.locator('.row').count()
    const counts = [await drawn()]
    for (const share of [0.1, 0.5, 0.9, 1]) {
      await page.locator('.rows').evaluate((rows, at) => rows.scrollTo(0, rows.scrollHeight * at), share)
      await page.waitForFunction(at => {
        const rows = document.querySelector('.rows')
        const first = Math.min(
          ...[...document.querySelectorAll<HTMLElement>('.row')].map(row => Number(row.dataset['index'])),
        )
        return rows !== null && Math.abs(first - Math.floor(rows.scrollTop / 44)) < 40 && (at < 1 || first > 4900)
      }, share)
      counts.push(await drawn())
    }
    expect(Math.max(...counts)).toBeLessThan(MOST_DRAWN)
    expect(Math.min(...counts)).toBeGreaterThan(5)
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500)
    expect(asked.filter(url => !url.startsWith('data:'))).toEqual([])
    expect(troubles).toEqual([])
    // Nothing but its own script runs, whatever gets into the page.
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.body.append(script)
    })
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    await close()
  })

  test('is filtered, sorted and searched', async () => {
    const { page, troubles, close } = await openPage(
      await writeIn(scratchFolder(), makeUpReport(PICTURES), await thumbnail()),
    )
    const shown = page.locator('.shown')
    await page.getByLabel('Format', { exact: true }).selectOption('jpeg')
    expect(await shown.textContent()).toContain('1,000 outputs of 5000')
    await page.getByLabel('Folder', { exact: true }).selectOption('src/group-3')
    expect(await shown.textContent()).toContain('125 outputs')
    await page.getByLabel('From', { exact: true }).selectOption('made')
    expect(await shown.textContent()).toContain('0 outputs')
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByLabel('Side', { exact: true }).selectOption('ssr')
    expect(await shown.textContent()).toContain('1,670 outputs')
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByRole('button', { name: 'Over budget 1' }).click()
    expect(await shown.textContent()).toContain('1 output of 5000')
    await page.getByRole('button', { name: 'Show all' }).click()

    await page.getByRole('searchbox', { name: 'Search' }).fill('picture-77 avif')
    // Of 77 and of 770 to 779, two of each.
    expect(await shown.textContent()).toContain('22 outputs of 5000')
    expect((await shownNames(page)).every(name => name.startsWith('picture-77'))).toBe(true)
    await page.getByRole('searchbox', { name: 'Search' }).fill('')
    await page.getByRole('button', { name: 'Bytes', exact: true }).click()
    expect(await page.locator('[aria-sort=descending]').textContent()).toBe('Bytes')
    const bytes = await page.locator('.row .number').allTextContents()
    expect(bytes[0]).toBe('94.0 kB')
    await page
      .getByRole('button', { name: /^src\/group-\d, webp:/ })
      .first()
      .click()
    expect(await shown.textContent()).toContain('250 outputs')
    expect(troubles).toEqual([])
    await close()
  })

  test('goes by keys alone', async () => {
    const folder = scratchFolder()
    const { page, troubles, close } = await openPage(
      await writeIn(folder, withoutFiles(makeUpReport(PICTURES)), await thumbnail(), [
        'src/group-5/set-0/picture-5.jpg',
      ]),
    )
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    const active = () => page.locator('.rows').getAttribute('aria-activedescendant')
    await page.keyboard.press('/')
    expect(await focused()).toBe('Search')
    await page.keyboard.type('picture-5.jpg')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('Outputs')
    expect(await active()).toBe('row-25')
    await page.keyboard.press('ArrowDown')
    expect(await active()).toBe('row-26')
    expect(await page.locator('[aria-selected=true]').count()).toBe(1)
    await page.keyboard.press('End')
    expect(await active()).toBe('row-29')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    expect(await focused()).toMatch(/^Divide of picture-5\.jpg/)
    await page.keyboard.press('ArrowRight')
    expect(
      await page.locator('.stage').evaluate(stage => (stage as HTMLElement).style.getPropertyValue('--divide')),
    ).toBe('51%')
    await page.keyboard.press('Escape')
    expect(await page.locator('.details').isVisible()).toBe(false)
    expect(await focused()).toBe('Outputs')
    await page.keyboard.press('Escape')
    expect(await page.locator('.shown').textContent()).toContain('5,000 outputs')
    expect(troubles).toEqual([])
    await close()
  })

  test('names of files are texts, whatever is in them', async () => {
    const evil = ['src/</script><img src=x onerror="window.ran=1">.jpg', 'src/<!--"><svg onload=window.ran=1>.jpg']
    const data = withoutFiles(makeUpReport([...evil, ...PICTURES.slice(0, 20)]))
    const { page, troubles, close } = await openPage(await writeIn(scratchFolder(), data, await thumbnail(), evil))
    const search = page.getByRole('searchbox', { name: 'Search' })
    await search.fill('onload')
    expect(new Set(await shownNames(page))).toEqual(new Set(['<!--"><svg onload=window.ran=1>.jpg']))
    await search.fill('onerror')
    expect(new Set(await shownNames(page))).toEqual(new Set(['script><img src=x onerror="window.ran=1">.jpg']))
    await page.locator('.row').first().click()
    expect(await page.locator('.details .path').textContent()).toBe(evil[0])
    expect(await page.locator('.command code').textContent()).toContain("'src/</script><img")
    await search.fill('onload')
    await page.locator('#row-7').click()
    expect(await page.locator('.findings li').allTextContents()).toEqual(['is <b>too</b> large'])
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(troubles).toEqual([])
    await close()
  })

  test('has colours for light and dark, of the system and chosen', async () => {
    const { page, close } = await openPage(
      await writeIn(scratchFolder(), makeUpReport(PICTURES.slice(0, 3)), await thumbnail()),
    )
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await ground()
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await ground()
    expect(dark).not.toBe(light)
    await page.getByRole('button', { name: 'Light' }).click()
    expect(await ground()).toBe(light)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByRole('button', { name: 'Dark' }).click()
    expect(await ground()).toBe(dark)
    await page.reload()
    expect(await ground()).toBe(dark)
    await close()
  })
})

/** Nothing beside the page is asked for: the comparison is of thumbnails. */
function withoutFiles(data: ReportData): ReportData {
  return { ...data, outputs: data.outputs.map(output => ({ ...output, file: null })), sources: data.sources }
}

describe.each([viteHosts[0], webpackHost].flatMap(host => host ?? []))('the page of a build of $name', host => {
  test('shows source and output themselves, over each other, and has its numbers', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': "export { default } from './a.jpg?w=310;600&format=webp&as=srcset'\n",
    })
    for (const isWarm of [false, true]) {
      const { failure, batches } = await host.build(project, { report: true })
      expect(failure).toBeNull()
      // A thumbnail is made with the others, once, and kept as they are.
      expect(batches).toMatchObject([{ outputs: 2, encodes: isWarm ? 0 : 3, decodes: isWarm ? 0 : 1 }])
    }
    const file = project.path('lazy-image-report.html')
    const { page, troubles, close } = await openPage(pathToFileURL(file).href)
    expect(await page.locator('.totals [data-fact=outputs] dd').textContent()).toBe('2')
    expect(await page.locator('.totals [data-fact="from caches"] dd').textContent()).toBe('2')
    expect(await page.locator('.row .thumb').first().getAttribute('src')).toMatch(/^data:image\/webp;base64,/)
    await page.locator('.row').nth(1).click()
    await page.waitForFunction(() =>
      [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0),
    )
    const widths = await page
      .locator('.stage img')
      .evaluateAll(images => images.map(image => [image.className, (image as HTMLImageElement).naturalWidth]))
    expect(widths).toEqual([
      ['after', 600],
      ['before', 1200],
    ])
    expect(await page.locator('.places .place code').allTextContents()).toEqual(['src/entry.js:1:25'])
    const slider = page.locator('.divide')
    await slider.fill('20')
    expect(await page.locator('.before').evaluate(image => getComputedStyle(image).clipPath)).toBe(
      'inset(0px 80% 0px 0px)',
    )
    expect(troubles).toEqual([])
    await close()
  })
})

test('what is measured is what these encodings take, and nothing of it is made twice', async () => {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/small.png': fixture('small.png'),
    'src/entry.js':
      "export { default as a } from './a.jpg?w=310&format=jpg'\nexport { default as b } from './small.png?w=20'\n",
  })
  const [host] = viteHosts
  const report = { json: 'report.json', measure: '**/a.jpg' }
  expect((await host?.build(project, { report }))?.failure).toBeNull()
  const data = JSON.parse(project.read('report.json')) as ReportData
  const jpeg = data.outputs.findIndex(({ format }) => format === 'jpeg')
  expect(new Set(data.measured.map(({ output }) => output))).toEqual(new Set([jpeg]))
  expect(new Set(data.measured.map(({ format }) => format))).toEqual(new Set(['jpeg', 'avif', 'webp']))
  const pipeline = new Pipeline({ logger: silentLogger, cache: { dir: project.cacheFolder } }, project.root)
  for (const { format, quality, bytes } of data.measured) {
    const planned = await pipeline.plan(`${project.path('src/a.jpg')}?w=310&format=${format}&quality=${quality}`)
    const recipes = planned?.plan.images.map(({ recipe }) => recipe) ?? []
    const [outcome] = [...(await pipeline.render(recipes)).values()]
    expect(outcome).toMatchObject({ data: { length: bytes } })
  }
  expect((await host?.build(project, { report }))?.batches.reduce((sum, { encodes }) => sum + encodes, 0)).toBe(0)
})
