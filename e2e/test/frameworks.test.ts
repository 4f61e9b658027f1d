import { beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { freePort } from '../support/free-port.js'
import { EXAMPLES, type FrameworkExample } from '../support/frameworks/examples.js'
import { findNode } from '../support/frameworks/node-program.js'
import { runToEnd, serve } from '../support/frameworks/running.js'
import { expectPictures } from '../support/frameworks/shown.js'
import { installExamples } from '../support/frameworks/workspace.js'

const node = await findNode()
if ('missing' in node) console.warn(`Frameworks other than Vue and React are not tried: ${node.missing}`)
const newNode = 'missing' in node ? null : node.program
const tried = EXAMPLES.filter(({ needsNewNode }) => !needsNewNode || newNode !== null)

let copies: string

beforeAll(async () => {
  copies = await installExamples(tried.map(({ name }) => name))
}, 600_000)

describe.each(tried)('the example of $title', example => {
  const program = example.needsNewNode && newNode !== null ? newNode : process.execPath
  const script = (name: string, port?: number) => ({
    folder: `${copies}/${example.name}`,
    script: name,
    node: program,
    ...(port === undefined ? {} : { env: { PORT: `${port}`, HOST: '127.0.0.1' } }),
  })

  test('builds, and serves every picture, on pages that are reached by a link and by their address', async () => {
    const { code, text } = await runToEnd(script('build'))
    expect(code, text).toBe(0)
    expect(text).not.toMatch(/as it is, and not what|lazy-image.*\bwarn/i)
    const port = await freePort()
    await serve({ ...script(example.serve, port), parameters: example.serveParameters(port) }, `http://127.0.0.1:${port}/`)
    await expectPages(example, `http://127.0.0.1:${port}`)
  })

  test('shows the same pictures in its dev server', async () => {
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    await serve({ ...script('dev', port), parameters: example.devParameters(port) }, `${origin}/`)
    await warmUp(example, origin)
    await expectPages(example, origin)
  })
})

/** Dev servers find dependencies when they are asked for the first time, and then load the page again. */
async function warmUp({ pages }: FrameworkExample, origin: string): Promise<void> {
  for (const { path } of pages) {
    const { page, close } = await openPage(origin + path)
    await page.waitForLoadState('networkidle')
    await close()
  }
}

async function expectPages({ pages, toNext, isRendered }: FrameworkExample, origin: string): Promise<void> {
  for (const [at, { path, pictures }] of pages.entries()) {
    if (isRendered) {
      const html = await (await fetch(origin + path)).text()
      for (const alt of Object.keys(pictures)) expect(html).toContain(`alt="${alt}"`)
    }
    const { page, troubles, close } = await openPage(origin + path)
    await expectPictures(page, pictures)
    for (const { pictures: after } of [...pages.slice(at + 1), ...pages.slice(0, at)]) {
      await toNext(page)
      await expectPictures(page, after)
    }
    await close()
    expect(troubles).toEqual([])
  }
}
