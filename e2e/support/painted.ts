import type { Page } from 'playwright-core'
import { shownInChromium } from './decoded.js'
import type { Colour } from './pixels.js'

/** The colour in the middle of an element as a page paints it. */
export async function paintedIn(page: Page, selector: string): Promise<Colour> {
  const shot = await page.locator(selector).screenshot()
  const pixels = await shownInChromium(page, shot, 'image/png')
  if (pixels === null) throw new Error(`Chromium made no picture of ${selector}`)
  const at = (Math.floor(pixels.height / 2) * pixels.width + Math.floor(pixels.width / 2)) * 4
  const [red = 0, green = 0, blue = 0] = pixels.rgba.subarray(at, at + 3)
  return [red, green, blue]
}
