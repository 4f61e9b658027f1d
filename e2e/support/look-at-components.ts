import type { Page } from 'playwright-core'
import { openPage, type Watched } from './browser.js'
import type { WrittenFor } from './components-site.js'
import { paintedIn } from './painted.js'
import type { Colour } from './pixels.js'

/** An element with all that it says but for what frameworks note for themselves. */
export type SeenElement = Readonly<Record<string, string>>

/** What was seen of a framework's page, step by step. */
export interface SeenComponents {
  /** The elements of both pictures as the server wrote them, and when the framework had started. */
  elements: { written: SeenElement[]; started: SeenElement[] }
  /** How many of them are still those of the server: when the framework had started, and after a change. */
  kept: { all: number; started: number; changed: number }
  /** In the middle of the first picture: before it came and after, and what its placeholder says. */
  colours: { before: Colour; after: Colour; placeholder: Colour }
  /** Paths that were asked for: until the page was loaded, by a change of a property, by scrolling to the second picture. */
  asked: { loading: string[]; changing: string[]; scrolling: string[] }
  /** Of links in the head: whether the page meets its condition, and what it preloads. */
  preloads: { isMet: boolean; imageSrcset: string; fetchPriority: string }[]
  /** What the first picture shows: at first, in a dark page, in a narrow window; with its size on the page. */
  shown: Record<'first' | 'dark' | 'narrow', { path: string; width: number; height: number }>
  shifts: number
  troubles: readonly string[]
}

const WINDOW = { width: 640, height: 400 }

/** Opens a page whose script and images wait until each has been looked at without the other. */
export async function lookAtComponents(site: string, name: WrittenFor): Promise<SeenComponents> {
  const watched = await openPage('about:blank', WINDOW)
  try {
    return await look(watched, `${site}${name}/`)
  } finally {
    await watched.close()
  }
}

async function look({ page, troubles }: Watched, url: string): Promise<SeenComponents> {
  const script = gate()
  const images = gate()
  let asked: string[] = []
  const taken = () => {
    const paths = asked
    asked = []
    return paths
  }
  await page.route(/\.(?:webp|jpg)$/, async route => {
    asked.push(new URL(route.request().url()).pathname)
    await images.opened
    await route.continue()
  })
  await page.route(/\.js$/, async route => {
    await script.opened
    await route.continue()
  })
  await countShifts(page)
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForSelector('#late')
  const written = await elementsOf(page)
  await mark(page)
  script.open()
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'yes')
  const started = await elementsOf(page)
  const keptAtStart = await countMarked(page)
  const before = await paintedIn(page, '#hero')
  const placeholder = await page.locator('#hero').evaluate(element => getComputedStyle(element).backgroundColor)
  images.open()
  await page.waitForLoadState('load')
  const first = await shownAs(page)
  const after = await paintedIn(page, '#hero')
  const loading = taken()
  const preloads = await page.evaluate(() =>
    [...document.head.querySelectorAll<HTMLLinkElement>('link[rel=preload][as=image]')].map(
      ({ media, imageSrcset, fetchPriority }) => ({ isMet: matchMedia(media).matches, imageSrcset, fetchPriority }),
    ),
  )
  await page.evaluate(() => (globalThis as unknown as { say(alt: string): void }).say('changed'))
  await page.waitForSelector('#hero[alt="changed"]')
  const keptAfterChange = await countMarked(page)
  const changing = taken()
  const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts.length)
  await page.locator('#late').scrollIntoViewIfNeeded()
  await page.locator('#late').evaluate((element: HTMLImageElement) => element.decode())
  const scrolling = taken()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await shownAs(page, first.path)
  await page.setViewportSize({ ...WINDOW, width: 400 })
  const narrow = await shownAs(page, dark.path)
  return {
    elements: { written, started },
    kept: { all: written.length + 2, started: keptAtStart, changed: keptAfterChange },
    colours: { before, after, placeholder: numbersIn(placeholder) },
    asked: { loading, changing, scrolling },
    preloads,
    shown: { first, dark, narrow },
    shifts,
    troubles,
  }
}

function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open: () => open() }
}

function countShifts(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(globalThis, { shifts })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Both pictures' sources and images; styles as the browser reads them. */
function elementsOf(page: Page): Promise<SeenElement[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('picture > *')].map(element => {
      const names = element.getAttributeNames().filter(name => !/^(?:data-hk|style|onload|onerror)$/.test(name))
      const attributes = names.sort().map(name => [name, element.getAttribute(name)?.trim() ?? ''])
      return { name: element.localName, ...Object.fromEntries(attributes), style: element.style.cssText }
    }),
  )
}

/** Marks elements that no script of the page has touched yet. */
function mark(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const element of document.querySelectorAll('picture, picture > *')) Object.assign(element, { marked: true })
  })
}

function countMarked(page: Page): Promise<number> {
  return page.evaluate(
    () => [...document.querySelectorAll('picture, picture > *')].filter(element => 'marked' in element).length,
  )
}

/** What the first picture shows, once that is another file than before. */
async function shownAs(page: Page, before = ''): Promise<SeenComponents['shown']['first']> {
  const shown = await page.waitForFunction(old => {
    const image = document.getElementById('hero') as HTMLImageElement
    const path = image.currentSrc === '' ? '' : new URL(image.currentSrc).pathname
    const { width, height } = image.getBoundingClientRect()
    return image.complete && path !== '' && path !== old && { path, width, height: Math.round(height) }
  }, before)
  return (await shown.jsonValue()) as SeenComponents['shown']['first']
}

function numbersIn(colour: string): Colour {
  const [red = 0, green = 0, blue = 0] = colour.match(/\d+/g)?.map(Number) ?? []
  return [red, green, blue]
}
