import { renameSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import {
  COMPILER_DEV_SERVERS,
  type CompilerDevServer,
  type StartedServer,
  startCompilerDevServer,
} from '../support/compiler-dev-servers.js'
import { shows } from '../support/dev-page.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'
import { until } from '../support/until.js'
import { withComment } from '../support/with-comment.js'

const PAGE = {
  'public/index.html': '<link rel="icon" href="data:,"><script defer src="/main.js"></script><div id="css"></div>',
  'src/entry.js': `import image from './a.jpg?w=310&format=webp&as=img'
import './page.css'

const shown = document.createElement('img')
Object.assign(shown, { src: image.src, width: image.w, height: image.h })
document.body.append(shown)
if (import.meta.webpackHot) import.meta.webpackHot.decline()
`,
  'src/page.css': '#css { height: 9px; background: url(./b.png?w=20&format=webp) }\n',
  'src/a.jpg': fixture('a.jpg'),
  'src/b.png': fixture('small.png'),
}

async function open(started: StartedServer): Promise<Page> {
  const { page, close } = await openPage(`${started.origin}/index.html`)
  onTestFinished(close)
  return page
}

/** The size of the picture that a style shows. */
function background(page: Page): Promise<string> {
  const size = page.evaluate(async () => {
    const element = document.querySelector('#css')
    const [, url = ''] = /url\("(.+)"\)/.exec(element === null ? '' : getComputedStyle(element).backgroundImage) ?? []
    const image = new Image()
    image.src = url
    return image.decode().then(
      () => `${image.naturalWidth}x${image.naturalHeight}`,
      () => 'none',
    )
  })
  // The page may just be loading anew.
  return size.catch(() => 'none')
}

/** Waits until the error overlay says something. */
function overlaySays(page: Page, server: CompilerDevServer, pattern: RegExp): Promise<string> {
  return until(async () => {
    const element = page.locator(server.overlay).first()
    if ((await element.count()) === 0) return undefined
    const frame = await (await element.elementHandle())?.contentFrame()
    const text =
      frame === null || frame === undefined
        ? await element.evaluate(found => found.shadowRoot?.textContent ?? found.textContent ?? '')
        : await frame.evaluate(() => document.body.textContent ?? '')
    return pattern.test(text) ? text : undefined
  })
}

/** Paths of the images that a script names. */
function imagesIn(code: string): string[] {
  const names = code.matchAll(/[\w./[\]%~-]+\.[0-9a-f]{8,32}\.(?:avif|webp|jpg|png)/g)
  return [...new Set([...names].map(([name]) => `/${name.replace(/^\//, '')}`))]
}

describe.each(COMPILER_DEV_SERVERS)('$name', server => {
  test('two hundred pictures on one page: the script waits for none, no request fails, each is encoded once', async () => {
    const count = 200
    const names = Array.from({ length: count }, (_, index) => `p${index}`)
    const project = new Project({
      'public/index.html': '<link rel="icon" href="data:,"><script defer src="/main.js"></script>',
      ...Object.fromEntries(names.map(name => [`src/${name}.png`, withComment(fixture('small.png'), name)])),
      'src/entry.js': `${names.map(name => `import ${name} from './${name}.png?w=8&format=webp'`).join('\n')}
for (const src of [${names.join(', ')}]) document.body.append(Object.assign(new Image(), { src }))
`,
    })
    const started = await startCompilerDevServer(server, project)
    expect((await started.get(server.script)).status).toBe(200)
    expect(totals(started.batches)).toMatchObject({ decodes: 0, encodes: 0 })
    const { page, troubles, close } = await openPage(`${started.origin}/index.html`)
    onTestFinished(close)
    await page.waitForFunction(
      wanted => [...document.images].filter(image => image.naturalWidth === 8).length === wanted,
      count,
    )
    expect(troubles).toEqual([])
    expect(totals(started.batches)).toMatchObject({ encodes: count })
  })

  test('an image has its type, a strong tag, and no more work than somebody waits for', async () => {
    const project = new Project({
      ...PAGE,
      'src/50% #1, as it is.png': fixture('small.png'),
      'src/entry.js': `${[
        'a.jpg?w=300&format=avif',
        'a.jpg?w=310&format=webp&as=metadata:src',
        '50% #1, as it is.png?w=12&format=webp',
      ]
        .map((request, index) => `import i${index} from './${request}'`)
        .join('\n')}\nconsole.log(i0, i1, i2)\n`,
    })
    const started = await startCompilerDevServer(server, project)
    const paths = imagesIn(await (await started.get(server.script)).text())
    const avif = paths.find(path => path.endsWith('.avif')) ?? ''
    expect(paths).toHaveLength(3)

    // While a compilation runs, which a watcher may begin once more, nobody knows whether the picture is still the same.
    const head = await until(async () => {
      const answer = await started.get(avif, { method: 'HEAD' })
      return answer.headers.get('cache-control')?.includes('immutable') ? answer : undefined
    })
    const tag = head.headers.get('etag') ?? ''
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/)
    expect(head.headers.get('content-type')).toBe('image/avif')
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const response = await started.get(avif, { headers: { 'If-None-Match': known } })
      expect(response.status, known).toBe(304)
    }
    expect(totals(started.batches)).toMatchObject({ encodes: 0 })

    const answers = await Promise.all(Array.from({ length: 20 }, () => started.get(avif)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    const bodies = await Promise.all(answers.map(async answer => (await answer.arrayBuffer()).byteLength))
    expect(new Set(bodies).size).toBe(1)
    expect(Number(answers[0]?.headers.get('content-length'))).toBe(bodies[0])
    expect(totals(started.batches)).toMatchObject({ encodes: 1 })

    for (const path of paths.filter(other => other !== avif)) {
      const response = await started.get(path)
      expect(response.headers.get('content-type'), path).toBe('image/webp')
      expect(
        Buffer.from(await response.arrayBuffer())
          .subarray(8, 12)
          .toString(),
        path,
      ).toBe('WEBP')
    }
    // What nobody has asked for is not there.
    const other = await started.get('/no.0123456789abcdef.webp')
    expect(other.headers.get('content-type')).toMatch(/^text\/html/)
  })

  test('an encode that nobody waits for is stopped', async () => {
    const project = new Project({
      ...PAGE,
      'src/entry.js': "import big from './a.jpg?w=1200&format=avif&effort=best'\nconsole.log(big)\n",
    })
    const started = await startCompilerDevServer(server, project)
    const [path = ''] = imagesIn(await (await started.get(server.script)).text())
    const asking = request(started.origin + path).on('error', () => {})
    asking.end()
    await new Promise(resolve => setTimeout(resolve, 100))
    asking.destroy()
    // Another image has its turn, and the first one was not made.
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(totals(started.batches)).toMatchObject({ encodes: 0 })
  })

  test('an image of a module and one of a style follow their files: edited, replaced, broken, repaired, deleted, restored', async () => {
    const project = new Project(PAGE)
    const page = await open(await startCompilerDevServer(server, project))
    await shows(page, 310, 207)
    expect(await background(page)).toBe('20x15')

    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await shows(page, 310, 465)
    project.write({ 'src/next.jpg': fixture('a.jpg') })
    renameSync(project.path('src/next.jpg'), project.path('src/a.jpg'))
    await shows(page, 310, 207)

    project.write({ 'src/b.png': withComment(fixture('a.jpg'), 'other') })
    await until(async () => (await background(page)) === '20x13' || undefined)
    project.write({ 'src/b.png': fixture('small.png') })
    await until(async () => (await background(page)) === '20x15' || undefined)

    project.write({ 'src/a.jpg': 'a text' })
    const text = await overlaySays(page, server, /SOURCE_NOT_AN_IMAGE/)
    expect(text).toMatch(/src\/entry\.js:1:19/)
    expect(text).toContain("1 | import image from './a.jpg?w=310&format=webp&as=img'")
    project.write({ 'src/a.jpg': fixture('a.jpg') })
    await page.locator(server.overlay).first().waitFor({ state: 'detached' })
    await shows(page, 310, 207)

    rmSync(project.path('src/b.png'))
    expect(await overlaySays(page, server, /SOURCE_NOT_FOUND/)).toMatch(/src\/page\.css:1:/)
    project.write({ 'src/b.png': fixture('small.png') })
    await page.locator(server.overlay).first().waitFor({ state: 'detached' })
    await until(async () => (await background(page)) === '20x15' || undefined)
  })

  test('a module that is compiled when it is asked for has its image', async () => {
    const project = new Project({
      ...PAGE,
      'src/shown.js': "export { default } from './a.jpg?w=310&format=webp'\n",
      'src/entry.js': `import('./shown.js').then(({ default: src }) => document.body.append(Object.assign(new Image(), { src })))
`,
    })
    await shows(await open(await startCompilerDevServer(server, project)), 310, 207)
  })

  test('what shows only when the browser asks for an image is told on the page, until it is repaired', async () => {
    const project = new Project({ ...PAGE, 'src/a.jpg': fixture('a.jpg').subarray(0, 20_000) })
    const page = await open(await startCompilerDevServer(server, project))
    const text = await overlaySays(page, server, /SOURCE_TRUNCATED/)
    expect(text).toMatch(/src\/entry\.js:1:19/)
    project.write({ 'src/a.jpg': fixture('a.jpg') })
    await page.locator(server.overlay).first().waitFor({ state: 'detached' })
    await shows(page, 310, 207)
  })
})
