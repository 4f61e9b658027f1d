import { spawn } from 'node:child_process'
import type { Page } from 'playwright-core'
import { onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { findBun } from '../support/bun/bun-process.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'
import { shows } from '../support/reloading-page.js'
import { until } from '../support/until.js'

const PAGE = {
  'index.html': '<link rel="icon" href="data:,"><script type="module" src="./src/entry.js"></script>',
  'src/entry.js': `import image from './a.jpg?w=310&format=webp&as=img'
document.body.append(Object.assign(document.createElement('img'), { src: image.src }))
`,
  'src/a.jpg': fixture('a.jpg'),
  'bunfig.toml': '[serve.static]\nplugins = ["./plugin.js"]\n',
  'plugin.js': `import lazyImage from '@lazy-image/unplugin/bun'
export default lazyImage({ cache: { dir: './.image-cache' } })
`,
  'server.js': `import page from './index.html'
const { port } = Bun.serve({ port: 0, development: true, routes: { '/': page } })
console.log('port ' + port)
`,
}

/** Saves and loads the page anew until it shows an image of this height: a save that comes while Bun tells an error may be lost. */
async function showsOnceSaved(page: Page, height: number, save: () => void): Promise<void> {
  await until(async () => {
    save()
    await page.waitForTimeout(400)
    // It may just be loading anew by itself.
    await page.reload().catch(() => null)
    await page.waitForTimeout(200)
    const heights = await page.evaluate(() => [...document.images].map(image => image.naturalHeight)).catch(() => [0])
    return heights.includes(height) || undefined
  })
}

test('an image is as its file is when what asks for it is saved: edited, broken, repaired, deleted, restored', async () => {
  const project = new Project(PAGE)
  const child = spawn(findBun(), ['server.js'], { cwd: project.root })
  onTestFinished(() => void child.kill())
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (told += text))
  const tells = (pattern: RegExp) => until(() => pattern.exec(told) ?? undefined)
  const [, port] = await tells(/port (\d+)/)
  const { page, close } = await openPage(`http://localhost:${port}/`)
  onTestFinished(close)
  await shows(page, 310, 207)

  const save = () => project.write({ 'src/entry.js': `${project.read('src/entry.js')}// Saved.\n` })
  /** Bun itself watches no file that a plugin loads. */
  const change = (content: Uint8Array | string | null) => {
    told = ''
    if (content === null) project.remove('src/a.jpg')
    else project.write({ 'src/a.jpg': content })
    save()
  }
  change(fixture('rot6.jpg'))
  await shows(page, 310, 465)
  change('a text')
  await tells(/src\/entry\.js:1:\d+.*SOURCE_NOT_AN_IMAGE/s)
  change(fixture('a.jpg'))
  await showsOnceSaved(page, 207, save)
  change(null)
  await tells(/src\/entry\.js:1:\d+.*SOURCE_NOT_FOUND/s)
  change(fixture('rot6.jpg'))
  await showsOnceSaved(page, 465, save)
})
