import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { openPage } from '../support/browser.js'
import { freePort } from '../support/dev-server.js'
import { BACKGROUND, EXAMPLES, type FrameworkExample } from '../support/frameworks/examples.js'
import { findNode } from '../support/frameworks/node-program.js'
import { runToEnd, serve } from '../support/frameworks/running.js'
import { expectBackground, expectPictures, typeOf } from '../support/frameworks/shown.js'
import { installExamples } from '../support/frameworks/workspace.js'

// A framework's own build, server and dev server, on two cores that others may use, too.
vi.setConfig({ testTimeout: 300_000 })

const node = await findNode()
if ('missing' in node) console.warn(`Frameworks other than Vue and React are not tried: ${node.missing}`)
const newNode = 'missing' in node ? null : node.program
const tried = EXAMPLES.filter(({ needsNewNode }) => !needsNewNode || newNode !== null)

const TRIES_ALL = process.env['LAZY_IMAGE_FRAMEWORKS'] === 'all'

let copies: string

beforeAll(async () => {
  copies = await installExamples(tried.map(({ name }) => name))
}, 600_000)

describe.each(tried)('the example of $title', example => {
  const { name, needsNewNode, portParameters, devLike } = example
  const scriptOf = (script: string) => ({
    folder: `${copies}/${name}`,
    script,
    node: needsNewNode && newNode !== null ? newNode : process.execPath,
  })
  const served = async (script: string) => {
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    const env = { PORT: `${port}`, HOST: '127.0.0.1' }
    await serve({ ...scriptOf(script), parameters: portParameters(script, port), env }, `${origin}/`)
    return origin
  }

  test('builds, and serves every picture, on pages that are reached by a link and by their address', async () => {
    const { code, text } = await runToEnd(scriptOf('build'))
    expect(code, text).toBe(0)
    // Neither we nor the framework of us.
    expect(text).not.toMatch(/lazy-image.*\bwarn|^ *- lazy-image$/im)
    await expectPages(example, await served(example.serve))
  })

  test.runIf(TRIES_ALL || devLike === undefined)('shows the same pictures in its dev server', async () => {
    const origin = await served('dev')
    // Dev servers find dependencies when they are asked for the first time, and then load the page again.
    for (const { path } of example.pages) {
      const { page, close } = await openPage(origin + path)
      await page.waitForLoadState('networkidle')
      await close()
    }
    await expectPages(example, origin)
  })
})

/** SvelteKit reads the data of a page as far as it needs, and the request counts as failed where the answer has not ended. */
const STOPPED_READING = /^failed: \S+\/__data\.json\?\S* net::ERR_ABORTED$/

async function expectPages({ pages, isRendered, behind }: FrameworkExample, origin: string): Promise<void> {
  for (const { path, pictures, next } of pages) {
    const { page, troubles, close } = await openPage(origin + path)
    if (isRendered) await expectRendered(page, Object.keys(pictures))
    await expectPictures(page, pictures)
    await expectBackground(page, behind, BACKGROUND)
    for (const { click, pictures: after } of next) {
      // What is clicked before a page has come to life is lost.
      await page.waitForLoadState('networkidle')
      await page.getByText(click, { exact: true }).click()
      await expectPictures(page, after)
    }
    // What is under way when a page is closed has failed.
    await page.waitForLoadState('networkidle')
    expect(troubles.filter(trouble => !STOPPED_READING.test(trouble))).toEqual([])
    await close()
  }
}

/** What a server sends holds the images, before any script has run. */
async function expectRendered(page: Page, alts: readonly string[]): Promise<void> {
  const html = await (await page.request.get(page.url())).text()
  for (const alt of alts) expect(html).toContain(`alt="${alt}"`)
  for (const [, url = ''] of html.matchAll(/property="og:image" content="([^"]+)"/g)) {
    expect(await typeOf(page.request, url.replaceAll('&amp;', '&'))).toBe('image/jpeg')
  }
}
