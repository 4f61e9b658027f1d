import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What an image of a page is to be, under its alternative text. */
export type Expected = Readonly<Record<string, { type: string; width: number }>>

/** Waits for the images of a page and looks at the files that the browser chose. */
export async function expectPictures(page: Page, expected: Expected): Promise<void> {
  const shown: Record<string, { type: string; width: number }> = {}
  for (const alt of Object.keys(expected)) {
    const image = page.getByAltText(alt, { exact: true })
    await image.waitFor()
    const { url, width } = await image.evaluate(async (element: HTMLImageElement) => {
      await element.decode()
      // Its own naturalWidth is in CSS pixels, divided by the density that the candidate was chosen for.
      const file = new Image()
      file.src = element.currentSrc
      await file.decode()
      return { url: element.currentSrc, width: file.naturalWidth }
    })
    const response = await page.request.get(url)
    const type = response.headers()['content-type'] ?? ''
    shown[alt] = { type: sniff(await response.body()) === type ? type : `${type}, which it is not`, width }
  }
  expect(shown).toEqual(expected)
}

/** What a file is by its first bytes. */
function sniff(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 12)
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp'
  if (head.endsWith('ftypavif')) return 'image/avif'
  return 'unknown'
}
