import type { APIRequestContext, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What an image of a page is to be, under its alternative text. */
export type Expected = Readonly<Record<string, Shown>>

export interface Shown {
  /** Of the answer, and of its bytes. */
  type: string
  /** Of the file. */
  width: number
}

/** Waits until a page shows the images that it is to show, in the files that are to be chosen. */
export async function expectPictures(page: Page, expected: Expected): Promise<void> {
  for (const alt of Object.keys(expected)) await page.getByAltText(alt, { exact: true }).waitFor()
  // A browser chooses again some time after what it chooses by has changed.
  await expect.poll(() => shownPictures(page, Object.keys(expected)), { timeout: 10_000 }).toEqual(expected)
}

async function shownPictures(page: Page, alts: readonly string[]): Promise<Expected> {
  const shown: Record<string, Shown> = {}
  for (const alt of alts) {
    const { url, width } = await page.getByAltText(alt, { exact: true }).evaluate(async (element: HTMLImageElement) => {
      await element.decode()
      // Its own naturalWidth is in CSS pixels, divided by the density that the candidate was chosen for.
      const file = new Image()
      file.src = element.currentSrc
      await file.decode()
      return { url: element.currentSrc, width: file.naturalWidth }
    })
    shown[alt] = { type: await typeOf(page.request, url), width }
  }
  return shown
}

/** Waits until what stands behind an element is the image that it is to be. */
export async function expectBackground(page: Page, selector: string, expected: Shown): Promise<void> {
  await expect.poll(() => backgroundOf(page, selector), { timeout: 10_000 }).toEqual(expected)
}

async function backgroundOf(page: Page, selector: string): Promise<Shown | null> {
  const found = await page.locator(selector).evaluate(async element => {
    const [, url] = /url\("(.+?)"\)/.exec(getComputedStyle(element).backgroundImage) ?? []
    if (url === undefined) return null
    const file = new Image()
    file.src = url
    await file.decode()
    return { url, width: file.naturalWidth }
  })
  return found === null ? null : { type: await typeOf(page.request, found.url), width: found.width }
}

/** What an image is by its answer, where that is true. */
export async function typeOf(request: APIRequestContext, url: string): Promise<string> {
  const response = await request.get(url)
  const type = response.headers()['content-type'] ?? 'nothing'
  const found = sniff(await response.body())
  return type === found ? type : `${found}, called ${type}`
}

/** What a file is by its first bytes. */
function sniff(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 12)
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp'
  if (head.endsWith('ftypavif')) return 'image/avif'
  return 'no image'
}
