import { fileURLToPath } from 'node:url'
import { ImageEngine } from '@lazy-image/core'
import { onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { buildComponentsSite, WRITTEN_FOR } from '../support/components-site.js'

const PICTURE = fileURLToPath(new URL('../../docs/pictures/components.webp', import.meta.url))

/** In pixels of the page; a window of 500 or fewer is a narrow one for it. */
const SCREENS = [
  { title: 'a light page', colorScheme: 'light', width: 560, height: 190 },
  { title: 'a dark page', colorScheme: 'dark', width: 560, height: 190 },
  { title: 'a narrow window', colorScheme: 'light', width: 400, height: 290 },
] as const

const SHOWN = 360

/** `LAZY_IMAGE_PICTURES=1 vitest run e2e/test/components-picture`: what each framework's page shows on three screens. */
test.runIf(process.env['LAZY_IMAGE_PICTURES'] !== undefined)('takes the picture of docs/components.md', async () => {
  const { url, close } = await buildComponentsSite()
  onTestFinished(close)
  const opened = await openPage(`${url}react/`, { width: WRITTEN_FOR.length * (SHOWN + 12) + 12, height: 720 })
  onTestFinished(opened.close)
  const { page } = opened
  const rows: string[] = []
  for (const { title, colorScheme, width, height } of SCREENS) {
    await page.emulateMedia({ colorScheme })
    const scale = SHOWN / width
    const frames = WRITTEN_FOR.map(
      name => `<figure><figcaption>${name}, ${title}</figcaption><iframe src="${url}${name}/"></iframe></figure>`,
    )
    await page.setContent(`<style>
      body { margin: 0; background: #fff; font: 15px system-ui }
      main { display: flex; gap: 12px; padding: 6px 12px; width: max-content }
      figure { margin: 0; width: ${SHOWN}px; height: ${24 + Math.round(height * scale)}px }
      figcaption { height: 24px }
      iframe { width: ${width}px; height: ${height}px; border: 0; outline: 1px solid #8888; transform: scale(${scale}); transform-origin: 0 0 }
    </style><main>${frames.join('')}</main>`)
    await page.waitForLoadState('networkidle')
    rows.push((await page.locator('main').screenshot()).toString('base64'))
  }
  const stacked = rows.map(row => `<img style="display:block" src="data:image/png;base64,${row}">`).join('')
  await page.setContent(`<main style="width:max-content">${stacked}</main>`)
  await ImageEngine.from(await page.locator('main').screenshot()).toFile(PICTURE, 'webp', 78)
})
