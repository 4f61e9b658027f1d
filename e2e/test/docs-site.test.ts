import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { ROOT } from '../../test/support/command.js'
import { openPage, type Watched } from '../support/browser.js'
import { runScript } from '../support/command-line.js'
import { filesBelow, scratchFolder } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

const SITE = join(ROOT, 'docs/site')
const PHONE = { width: 390, height: 844 }

let built = ''
let site: Awaited<ReturnType<typeof serveFolder>>

beforeAll(async () => {
  built = scratchFolder()
  // What fails it: a dead link, or an example that breaks a rule. What is only told must not be, either.
  const { code, text } = await runScript(SITE, 'vitepress/bin/vitepress.js', 'build', '.', '--outDir', built)
  expect(code, text).toBe(0)
  expect(text).not.toMatch(/lazy-image\]|warn/i)
  site = await serveFolder(built)
  return site.close
}, 300_000)

async function open(path: string, size?: { width: number; height: number }): Promise<Watched> {
  const watched = await openPage(`${site.url}${path}`, size)
  onTestFinished(watched.close)
  return watched
}

/** Loads every picture, seen or not, and tells what each came to. */
function loadedPictures(page: Page): Promise<{ src: string; naturalWidth: number }[]> {
  return page.evaluate(async () => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('main img, .VPContent img')]
    for (const picture of pictures) picture.loading = 'eager'
    await Promise.allSettled(pictures.map(picture => picture.decode()))
    return pictures.map(({ currentSrc, naturalWidth }) => ({ src: currentSrc, naturalWidth }))
  })
}

test('every page loads without an error or a failed request, shows its pictures, and fits a phone', async () => {
  const pages = filesBelow(built).filter(file => file.endsWith('.html') && file !== '404.html')
  for (const wanted of ['index', 'getting-started', 'directives', 'performance', 'packages/cli', 'contributing']) {
    expect(pages).toContain(`${wanted}.html`)
  }
  const { page, troubles } = await open('', PHONE)
  for (const file of pages) {
    await page.goto(site.url + file)
    await page.locator('.VPContent h1').first().waitFor()
    const broken = (await loadedPictures(page)).filter(({ naturalWidth }) => naturalWidth === 0)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    // What a page fetches ahead is given up where it is left at once.
    const troubled = troubles.filter(trouble => !trouble.endsWith('net::ERR_ABORTED'))
    expect({ file, troubled, broken, wide }).toEqual({ file, troubled: [], broken: [], wide: 0 })
  }
}, 300_000)

describe('the page of directives', () => {
  const written = readFileSync(join(ROOT, 'docs/directives.md'), 'utf8')
  const examples = [...written.matchAll(/^\| example[\s\S]*?(?=\n\n)/gm)].flatMap(([table]) =>
    table.split('\n').slice(2),
  )

  test('shows what every example comes to', async () => {
    const { page } = await open('directives.html')
    const pictures = await loadedPictures(page)
    expect(pictures.filter(({ naturalWidth }) => naturalWidth === 0)).toEqual([])
    const results = await page.locator('.example-result').evaluateAll(elements =>
      elements.map(element => ({
        example: element.querySelector('figcaption code')?.textContent,
        shown: element.querySelectorAll('.output img, .value').length,
      })),
    )
    expect(results.map(({ example }) => example)).toEqual(examples.map(row => /`([^`]+)`/.exec(row)?.[1]))
    for (const result of results) expect(result).toMatchObject({ shown: expect.any(Number) })
    expect(results.filter(({ shown }) => shown === 0)).toEqual([])
  })

  test('says of each picture what its file is', async () => {
    const { page } = await open('directives.html')
    await loadedPictures(page)
    const told = await page.locator('a.output').evaluateAll(async links =>
      Promise.all(
        links.map(async link => ({
          said: link.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '',
          bytes: (await (await fetch((link as HTMLAnchorElement).href)).arrayBuffer()).byteLength,
          width: link.querySelector('img')?.naturalWidth,
          height: link.querySelector('img')?.naturalHeight,
        })),
      ),
    )
    expect(told.length).toBeGreaterThan(40)
    for (const { said, bytes, width, height } of told) {
      const [, size = '', unit] = /· ([\d.]+) (B|kB|MB)$/.exec(said) ?? []
      expect(said).toContain(`${width} × ${height} · `)
      const scale = { B: 1, kB: 1e3, MB: 1e6 }[unit ?? ''] ?? 0
      // As exact as its last digit.
      const digit = scale * (size.includes('.') ? 10 ** -(size.split('.')[1]?.length ?? 0) : 1)
      expect(Math.abs(Number(size) * scale - bytes), said).toBeLessThanOrEqual(digit / 2 + 1e-6)
    }
  })
})

test('search finds a directive and leads to it', async () => {
  const { page, troubles } = await open('')
  const field = page.locator('.VPLocalSearchBox input')
  // A key that comes before the page has come to life is lost.
  await vi.waitFor(
    async () => {
      await page.keyboard.press('Control+k')
      await field.waitFor({ timeout: 2000 })
    },
    { timeout: 60_000 },
  )
  await field.fill('blur')
  await page.locator('.VPLocalSearchBox .result', { hasText: 'blur' }).first().waitFor()
  await page.locator('.VPLocalSearchBox a.result[href$="directives.html#blur"]').click()
  await page.waitForURL(/directives\.html#blur$/)
  await expect
    .poll(() => page.locator('#blur').evaluate(element => element.getBoundingClientRect().top))
    .toBeLessThan(400)
  expect(troubles).toEqual([])
})

test('the switch turns it dark and light again', async () => {
  const { page, troubles } = await open('getting-started.html')
  const lightness = () =>
    page.evaluate(() => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(
        Number,
      )
      return red + green + blue
    })
  const light = await lightness()
  await page.locator('.VPNavBarAppearance button').click()
  await expect.poll(lightness).toBeLessThan(light / 3)
  await page.locator('.VPNavBarAppearance button').click()
  await expect.poll(lightness).toBe(light)
  expect(troubles).toEqual([])
})

test('the home page compares by keyboard and tells what is worse', async () => {
  const { page } = await open('')
  const share = () =>
    page.locator('.show-piece .stage').evaluate(element => getComputedStyle(element).getPropertyValue('--share'))
  expect(await share()).toBe('50%')
  await page.locator('.show-piece input').focus()
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight')
  expect(await share()).toBe('53%')
  await page.locator('.home-figures summary').click()
  const worse = readFileSync(join(ROOT, 'bench/results/comparison.md'), 'utf8').split('**Worse**')[1] ?? ''
  const said = await page.locator('.home-figures .worse li').allTextContents()
  expect(said.length).toBeGreaterThan(0)
  for (const line of said) {
    // The name of a work may have a colon of its own.
    const [, ours = ''] = /.*: (.+?) instead of/s.exec(line) ?? []
    expect(worse).toContain(ours)
  }
})
