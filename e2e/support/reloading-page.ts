import type { Page } from 'playwright-core'
import { until } from './until.js'

// Pages that load themselves anew: what is asked of one that is just gone is asked again.

/** Waits until the page shows an image of these pixels. */
export async function shows(page: Page, width: number, height: number): Promise<void> {
  await until(async () => {
    const sizes = await page
      .evaluate(() => [...document.images].map(image => `${image.naturalWidth}x${image.naturalHeight}`))
      .catch((): string[] => [])
    return sizes.includes(`${width}x${height}`) || undefined
  })
}

/** Waits until the style of the element `#css` shows a picture of this size, such as `20x20`. */
export async function showsBehind(page: Page, size: string): Promise<void> {
  await until(async () => {
    const found = await page
      .evaluate(async () => {
        const element = document.querySelector('#css')
        const [, url = ''] = /url\("(.+)"\)/.exec(element ? getComputedStyle(element).backgroundImage : '') ?? []
        const image = Object.assign(new Image(), { src: url })
        await image.decode()
        return `${image.naturalWidth}x${image.naturalHeight}`
      })
      .catch(() => 'none')
    return found === size || undefined
  })
}
