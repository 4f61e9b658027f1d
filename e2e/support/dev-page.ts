import type { Page } from 'playwright-core'

/** Waits until the page shows an image of these pixels. */
export async function shows(page: Page, width: number, height: number): Promise<void> {
  await page.waitForFunction(
    ([wide, high]) => [...document.images].some(image => image.naturalWidth === wide && image.naturalHeight === high),
    [width, height] as const,
  )
}

/** What Vite's error overlay says. */
export async function overlay(page: Page): Promise<string> {
  const element = page.locator('vite-error-overlay')
  await element.waitFor({ state: 'attached' })
  return element.evaluate(({ shadowRoot }) =>
    ['.plugin', '.message-body', '.file', '.frame']
      .map(part => shadowRoot?.querySelector(part)?.textContent)
      .join('\n'),
  )
}
