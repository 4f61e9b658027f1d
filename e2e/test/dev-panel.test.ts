import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { COMPILER_DEV_SERVERS, startCompilerDevServer } from '../support/compiler-dev-servers.js'
import { shownInChromium } from '../support/decoded.js'
import { type DevServer, startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { buildWithRspack } from '../support/hosts/rspack.js'
import { buildPagesWithVite, VITES } from '../support/hosts/vite.js'
import { buildWithWebpack } from '../support/hosts/webpack.js'
import { openPanelPage, PANEL_PAGE } from '../support/panel-page.js'
import { Project, scratchFolder } from '../support/project.js'
import { totals } from '../support/totals.js'
import { until } from '../support/until.js'

const FOREIGN = { 'sec-fetch-site': 'cross-site', referer: 'https://other.example/' }

/** One for all servers, which make the same pictures. */
let cacheFolder: string
beforeAll(() => {
  cacheFolder = scratchFolder()
})

const options = () => ({ panel: true, cache: { dir: cacheFolder } })

const SERVERS: readonly { name: string; start: () => Promise<string> }[] = [
  ...Object.entries(VITES).map(([name, vite], index) => {
    const base = index === 0 ? '/' : '/sub/'
    return {
      name: `${name}, base ${base}`,
      start: async () => {
        const settings = { options: options(), config: { base } }
        return (await startDevServer(vite, new Project(PANEL_PAGE), settings)).origin + base
      },
    }
  }),
  ...COMPILER_DEV_SERVERS.map(server => ({
    name: server.name,
    start: async () => {
      // Rsbuild has its page at the root.
      const { origin } = await startCompilerDevServer(server, new Project(PANEL_PAGE), options())
      return server.name === 'Rsbuild' ? `${origin}/` : `${origin}/index.html`
    },
  })),
]

describe.each(SERVERS)('$name', ({ name, start }) => {
  test('finds a picture three times too large and a lazy largest one, on a page with a strict policy', async () => {
    const { page, troubles, button, row, rows } = await openPanelPage(await start())
    // What is largest, browsers look for until somebody does something.
    await button.getByText('4').waitFor()
    await button.click()
    await row('a.jpg').getByText('3.0× wider than it is shown').waitFor()
    await row('bridge.jpg').getByText('LCP picture, loaded lazily').waitFor()
    await row('tomb.jpg').getByText('shown 200 × 100').waitFor()
    await row('pepper.jpg').getByText('webp · 120 × ').waitFor()
    // None of ours, and without a text.
    await rows.filter({ hasText: 'jpg · 800 × 1200' }).getByText('No alt').waitFor()
    expect(await rows.count()).toBe(5)

    await row('a.jpg').click()
    const detail = page.locator('lazy-image-panel .detail')
    const text = (await detail.textContent()) ?? ''
    expect(text).toContain('./a.jpg?w=100&format=jpg&as=img')
    expect(text).toContain('./a.jpg?w=100;200&format=jpg&as=img')
    expect(text).toContain('sizes="100px"')
    expect(text).toMatch(/src\/entry\.js:2:1\d/)
    const url = await page.locator('#large').evaluate(image => (image as HTMLImageElement).src)
    const bytes = (await (await fetch(url)).arrayBuffer()).byteLength
    expect(text).toContain(`${(bytes / 1000).toFixed(1)} kB`)
    expect(troubles.filter(trouble => name !== 'Rsbuild' || trouble.includes('panel'))).toEqual([])
  })
})

describe('a comparison', () => {
  let dev: DevServer

  async function compare() {
    dev = await startDevServer(VITES['vite 8'], new Project(PANEL_PAGE), { options: options() })
    const panel = await openPanelPage(`${dev.origin}/`)
    await panel.button.click()
    await panel.row('a.jpg').click()
    await panel.page.locator('lazy-image-panel .begin').click()
    const stage = panel.page.locator('lazy-image-panel .stage')
    await settled(stage)
    return { ...panel, stage }
  }

  /** The stage shows what was asked for last. */
  async function settled(stage: Locator): Promise<void> {
    await until(async () => {
      const isReady = await stage.evaluate(async element => {
        const [now, other] = element.querySelectorAll('img')
        if (element.ariaBusy === 'true' || !now?.complete || !other?.complete || other.naturalWidth === 0) return false
        await Promise.all([now.decode(), other.decode()])
        return true
      })
      return isReady || undefined
    })
  }

  test('shows both pictures on their sides of the line, which keys move', async () => {
    const { page, stage } = await compare()
    // Nothing is half faded then.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await stage.locator('..').getByLabel('Format', { exact: true }).selectOption('webp')
    await stage.locator('..').getByLabel('Quality', { exact: true }).fill('1')
    await page.locator('lazy-image-panel .result').getByText('quality 1', { exact: true }).waitFor()
    await settled(stage)
    const slider = stage.locator('.slider')
    const box = await stage.boundingBox()
    if (box === null) throw new Error('the stage is not shown')
    const blank = await page.context().newPage()
    const shot = async (x: number) => {
      const png = await page.screenshot({ clip: { x, y: box.y + 60, width: 60, height: 60 } })
      return (await shownInChromium(blank, png, 'image/png'))?.rgba ?? new Uint8Array()
    }
    const at = async (share: number) => {
      await slider.fill(String(share))
      return { left: await shot(box.x + box.width * 0.3), right: await shot(box.x + box.width * 0.7 - 60) }
    }
    const [now, other, both] = [await at(100), await at(0), await at(50)]
    const between = { left: distance(now.left, other.left), right: distance(now.right, other.right) }
    expect(Math.min(between.left, between.right)).toBeGreaterThan(1)
    // A picture that is cut at another line may be painted a shade otherwise.
    expect(distance(both.left, now.left)).toBeLessThan(between.left / 4)
    expect(distance(both.right, other.right)).toBeLessThan(between.right / 4)
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    expect(await slider.inputValue()).toBe('50.5')
    expect(await stage.locator('.other').evaluate(element => getComputedStyle(element).clipPath)).toContain('50.5%')
  })

  test('tells bytes, the score that was asked for, and a query that comes to the same', async () => {
    const { page, stage } = await compare()
    await stage.locator('..').getByLabel('What the quality means').selectOption('target')
    const result = page.locator('lazy-image-panel .result')
    await result.getByText(/SSIMULACRA2 7\d/).waitFor()
    const query = (await result.locator('code').textContent()) ?? ''
    expect(query).toBe('./a.jpg?w=300&format=avif&quality=target:75')
    const made = await dev.get(`/src/${query.slice(2)}`)
    const bytes = (await made.arrayBuffer()).byteLength
    await result.getByText(`${(bytes / 1000).toFixed(1)} kB`).waitFor()
    await page.locator('lazy-image-panel').getByText('on the page too').click()
    const layer = page.locator('lazy-image-panel .layer')
    await layer.waitFor()
    const [over, under] = [await layer.boundingBox(), await page.locator('#large').boundingBox()]
    expect(over).toEqual(under)
  })

  test('makes nothing that nobody waits for any more', async () => {
    const { page, stage } = await compare()
    const before = totals(dev.batches).encodes
    const quality = stage.locator('..').getByLabel('Quality', { exact: true })
    // Timers are called in the order in which they are due, on a slow machine too: no value rests for long.
    await quality.evaluate(async element => {
      for (let value = 20; value < 60; value++) {
        Object.assign(element, { value: String(value) }).dispatchEvent(new Event('input'))
        await new Promise(resolve => setTimeout(resolve, 15))
      }
    })
    await page.locator('lazy-image-panel .result').getByText('quality 59', { exact: true }).waitFor()
    expect(totals(dev.batches).encodes - before).toBe(1)
  })

  test('is for pages of the server alone, and no larger than what is asked for by hand', async () => {
    const files = { ...PANEL_PAGE, 'src/logo.svg': fixture('imagetools/logo.svg') }
    dev = await startDevServer(VITES['vite 8'], new Project(files), { options: options() })
    const of = `of=${encodeURIComponent('/src/logo.svg?w=40&format=png')}`
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await dev.get(`/@lazy-image/panel/${path}`, { headers })).status
    for (const path of [`pictures?${of}`, `comparison?${of}&format=webp`, `changed?${of}&format=webp`]) {
      expect([path, await status(path), await status(path, FOREIGN)]).toEqual([path, 200, 403])
    }
    expect(await status(`comparison?${of}&w=6000`)).toBe(403)
    expect(await status(`pictures?${'of=/a.jpg&'.repeat(101)}`)).toBe(400)
    expect(await status(`comparison?of=/src/none.jpg%3Fw=8`)).toBe(404)
    expect(await status(`comparison?${of}&format=bmp`)).toBe(422)
    expect(await status('../panel/protocol.js')).not.toBe(200)
  })
})

/** Mean of what samples differ by, 0–255. */
function distance(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((sum, sample, index) => sum + Math.abs(sample - (other[index] ?? 0)), 0) / one.length
}

describe('the panel', () => {
  test('stands beside the body, catches nothing outside of its button, goes by keys, and comes back as it was left', async () => {
    const dev = await startDevServer(VITES['vite 8'], new Project(PANEL_PAGE), { options: options() })
    const { page, button, row } = await openPanelPage(`${dev.origin}/`)
    const focused = () =>
      page.evaluate(() => document.querySelector('lazy-image-panel')?.shadowRoot?.activeElement?.textContent ?? '')
    const focusIsOn = (part: string) => until(async () => (await focused()).includes(part) || undefined)
    await button.getByText('4').waitFor()
    const found = await page.evaluate(() => ({
      inBody: document.body.querySelector('lazy-image-panel'),
      size: document.querySelector('lazy-image-panel')?.getBoundingClientRect().width,
      scrolled: document.documentElement.scrollWidth > innerWidth,
      beside: document.elementFromPoint(innerWidth - 100, innerHeight - 30)?.localName,
      button: document.elementFromPoint(innerWidth - 36, innerHeight - 36)?.localName,
    }))
    expect(found).toEqual({ inBody: null, size: 0, scrolled: false, beside: 'main', button: 'lazy-image-panel' })
    await button.focus()
    await page.keyboard.press('Enter')
    await focusIsOn('bridge.jpg')
    await page.keyboard.press('ArrowDown')
    await focusIsOn('a.jpg')
    await page.keyboard.press('Enter')
    await page.locator('lazy-image-panel .detail').waitFor()
    await page.keyboard.press('Escape')
    await focusIsOn('a.jpg')
    await page.reload()
    await row('a.jpg').waitFor()
    await row('a.jpg').focus()
    await page.keyboard.press('Escape')
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await page.reload()
    await button.waitFor()
    expect(await button.getAttribute('aria-expanded')).toBe('false')
  })

  test('follows the page: pictures that come and go, sizes that change, sources that are edited', async () => {
    const project = new Project(PANEL_PAGE)
    const dev = await startDevServer(VITES['vite 8'], project, { options: options() })
    const { page, button, row } = await openPanelPage(`${dev.origin}/`)
    await button.click()
    await row('a.jpg').getByText('wider').waitFor()
    await page.evaluate(() => {
      const image = Object.assign(new Image(), { src: '/src/tomb.jpg?w=40&format=webp', alt: '', id: 'late' })
      document.querySelector('main')?.append(image)
      document.querySelector<HTMLElement>('#large')?.style.setProperty('width', '300px')
    })
    await row('tomb.jpg').getByText('No width and height').waitFor()
    await row('a.jpg').getByText('wider').waitFor({ state: 'detached' })
    // When nothing else is a reason to look any more.
    await page.waitForTimeout(1000)
    await page.evaluate(() => document.querySelector('#large')?.removeAttribute('alt'))
    await row('a.jpg').getByText('No alt').waitFor()
    await page.evaluate(() => document.querySelector('#late')?.remove())
    await row('tomb.jpg').getByText('No width and height').waitFor({ state: 'detached' })
    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await row('a.jpg').getByText('300 × 450').waitFor()
  })

  test('is in no page where nobody asks for it', async () => {
    const dev = await startDevServer(VITES['vite 8'], new Project(PANEL_PAGE))
    const { page, close } = await openPage(`${dev.origin}/`)
    await page.locator('#hero').waitFor()
    await page.waitForFunction(() => document.readyState === 'complete')
    expect(dev.asked.filter(url => url.includes('lazy-image/panel'))).toEqual([])
    expect(await (await dev.get('/@vite/client')).text()).not.toContain('lazy-image/panel')
    await close()
    const [webpack] = COMPILER_DEV_SERVERS
    if (webpack === undefined) throw new Error('there is no server')
    const started = await startCompilerDevServer(webpack, new Project(PANEL_PAGE))
    expect(await (await started.get(webpack.script)).text()).not.toContain('@lazy-image/panel')
  })

  test.each([
    ['Vite', (project: Project) => buildPagesWithVite(VITES['vite 8'], project, { options: options() })],
    ['webpack', (project: Project) => buildWithWebpack(project, options(), { mode: 'development' })],
    ['Rspack', (project: Project) => buildWithRspack(project, options(), { mode: 'development' })],
  ] as const)('is gone in builds of %s', async (_name, build) => {
    const project = new Project(PANEL_PAGE)
    expect((await build(project)).failure).toBeNull()
    const files = project.list('dist').filter(file => /\.(?:js|html|css|map)$/.test(file))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(project.read(`dist/${file}`)).not.toMatch(/lazy-image[-/]panel|panel-page/)
  })
})
