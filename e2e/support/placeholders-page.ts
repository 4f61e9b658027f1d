import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { openPage } from './browser.js'
import type { Pixels } from './pixels.js'
import { type ShownPicture, shownPictures } from './shown-pictures.js'
import { type ShownPlaceholder, shownPlaceholders } from './shown-placeholders.js'

/** The example of placeholders in a browser, once all its pictures are there. */
export interface PlaceholdersPage {
  troubles: readonly string[]
  /** Of the page in pixels, before and after its pictures came. */
  heights: [number, number]
  pictures: ShownPicture[]
  placeholders: ShownPlaceholder[]
  /** What `as=html` and `as=next` became: attributes of the two elements, and the text that the page tells of each. */
  ready: { attributes: Record<string, string>; text: string }[]
}

export async function lookAtPlaceholders(url: string): Promise<PlaceholdersPage> {
  const { page, troubles, close } = await openPage(url)
  await page.locator('#next img').waitFor()
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const before = await height()
  const pictures = await shownPictures(page)
  const heights: [number, number] = [before, await height()]
  const placeholders = await shownPlaceholders(page)
  const ready = await Promise.all(['#html', '#next'].map(place => readyElement(page, place)))
  await close()
  return { troubles, heights, pictures, placeholders, ready }
}

function readyElement(page: Page, place: string): Promise<PlaceholdersPage['ready'][number]> {
  return page.locator(place).evaluate(element => ({
    attributes: Object.fromEntries(
      [...(element.querySelector('img')?.attributes ?? [])].map(({ name, value }) => [name, value]),
    ),
    text: element.nextElementSibling?.textContent ?? '',
  }))
}

/** Everything of a page that must not depend on who serves it: the URLs do. */
export function comparable({ placeholders, pictures, ready }: PlaceholdersPage): unknown {
  const print = (pixels: Pixels | null) => pixels && createHash('sha256').update(pixels.rgba).digest('hex')
  const withoutUrl = (text: string) => text.replace(/\/(?:assets|pictures|shared)\/[^\s"]+/g, '(url)')
  return {
    pictures: pictures.map(({ chosen: _, ...picture }) => picture),
    placeholders: placeholders.map(({ picture, cover, ...shown }) => ({
      ...shown,
      picture: print(picture),
      cover: print(cover),
    })),
    styles: ready.map(({ attributes }) => attributes['style']),
    told: ready.map(({ text }) => withoutUrl(text)),
  }
}
