import { renameSync, rmSync } from 'node:fs'
import { ImageEngine } from '@lazy-image/core'
import vue from '@vitejs/plugin-vue'
import type { Page } from 'playwright-core'
import type { UserConfig } from 'vite'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { overlay } from '../support/dev-page.js'
import { type DevServer, startDevServer } from '../support/dev-server.js'
import { VITES, type Vite } from '../support/hosts/vite.js'
import { paintedIn } from '../support/painted.js'
import { Project } from '../support/project.js'
import { solidPicture } from '../support/solid-picture.js'
import { until } from '../support/until.js'

/** Every place in which a stylesheet may show a picture, each by an element of that name. */
const SHOWN = ['css', 'imported', 'sass', 'less', 'linked', 'page', 'attribute', 'set', 'module', 'vue'] as const

const PAGE = {
  'index.html': `<!doctype html><link rel="icon" href="data:,"><link rel="stylesheet" href="/src/linked.css">
<style>p { width: 30px; height: 30px; margin: 0 } #page { background: url(./src/a.png?w=20) }</style>
${SHOWN.filter(name => name !== 'vue' && name !== 'attribute')
  .map(name => `<p id="${name}"></p>`)
  .join('\n')}
<p id="attribute" style="background: url('./src/a.png?w=21')"></p><div id="app"></div>
<script type="module" src="/src/entry.js"></script>`,
  'src/entry.js': `import './a.css'
import './s.scss'
import './l.less'
import modules from './m.module.css'
import { createApp } from 'vue'
import App from './App.vue'
document.querySelector('#module').className = modules.m
createApp(App).mount('#app')
`,
  'src/a.css':
    '@import "./deep/part.css";\n#css { background: url(./a.png?w=22) }\n#set { background: url("./a.png?w=23&densities=1x;2x") }',
  'src/deep/part.css': '#imported { background: url(../a.png?w=24) }',
  'src/s.scss': '@use "./deep/partial";',
  'src/deep/_partial.scss': '$width: 25; #sass { background: url("../a.png?w=#{$width}") }',
  'src/l.less': '@width: 26; #less { background: url("./a.png?w=@{width}") }',
  'src/m.module.css': '.m { background: url(./a.png?w=27) }',
  'src/linked.css': '#linked { background: url(./a.png?w=28) }',
  'src/App.vue':
    '<template><p id="vue"></p></template>\n<style scoped>#vue { background: url(./a.png?w=29) }</style>\n',
}

/** A drawing of nothing. */
const CLEAR = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"></svg>')

let red: Buffer
let blue: Buffer
let green: Buffer
beforeAll(async () => {
  red = await solidPicture('red')
  blue = await solidPicture('blue')
  green = await solidPicture('lime')
})

const CONFIG: UserConfig = { plugins: [vue()], optimizeDeps: { noDiscovery: true, include: [] } }

async function open(
  vite: Vite,
  project: Project,
): Promise<{ dev: DevServer; page: Page; troubles: readonly string[] }> {
  const dev = await startDevServer(vite, project, { config: CONFIG })
  const { page, troubles, close } = await openPage(`${dev.origin}/`)
  onTestFinished(close)
  return { dev, page, troubles }
}

/** Waits until every element is of a colour. */
async function isPainted(page: Page, colour: readonly number[], names: readonly string[] = SHOWN): Promise<void> {
  let wrong: string[] = []
  await until(async () => {
    wrong = []
    for (const name of names) {
      const painted = await paintedIn(page, `#${name}`).catch(() => [])
      if (painted.some((level, index) => Math.abs(level - (colour[index] ?? 0)) > 8) || painted.length === 0)
        wrong.push(name)
    }
    return wrong.length === 0 || undefined
  }).catch(() => undefined)
  expect(wrong).toEqual([])
}

/** The width of the picture behind an element. */
function widthShown(page: Page, selector: string): Promise<number> {
  return page.evaluate(async name => {
    const element = document.querySelector(name)
    const [, url = ''] = /url\("(.*)"\)/.exec(element === null ? '' : getComputedStyle(element).backgroundImage) ?? []
    const image = new Image()
    image.src = url
    await image.decode()
    return image.naturalWidth
  }, selector)
}

const RED = [255, 0, 0]
const BLUE = [0, 0, 255]
const GREEN = [0, 255, 0]

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test('a picture that stylesheets show is shown anew when it is edited, replaced, deleted and restored', async () => {
    const project = new Project({ ...PAGE, 'src/a.png': red })
    const { page, troubles } = await open(vite, project)
    await isPainted(page, RED)
    expect(troubles).toEqual([])

    project.write({ 'src/a.png': blue })
    await isPainted(page, BLUE)

    project.write({ 'other.png': green })
    renameSync(project.path('other.png'), project.path('src/a.png'))
    await isPainted(page, GREEN)

    rmSync(project.path('src/a.png'))
    expect(await overlay(page)).toMatch(/There is no file .*a\.png/)

    project.write({ 'src/a.png': red })
    await isPainted(page, RED)
    await page.locator('vite-error-overlay').waitFor({ state: 'detached' })
  })

  test.each([
    ['a text', Buffer.from('a text'), /is not an image.*\[SOURCE_NOT_AN_IMAGE\]/],
    ['half a picture', null, /\[SOURCE_(?:TRUNCATED|CORRUPT)\]/],
  ])(
    'the overlay shows %s with its stylesheet, and the page comes by itself when it is repaired',
    async (_what, content, says) => {
      const project = new Project({
        // Which refers to no picture itself.
        'index.html': `<link rel="icon" href="data:,"><style>p { width: 30px; height: 30px; margin: 0 }</style>
<p id="css"></p><p id="sass"></p><script type="module" src="/src/entry.js"></script>`,
        'src/entry.js': "import './s.scss'\n",
        'src/s.scss': '@use "./deep/partial";\n#css { background: url("./b.png?w=22") }\n',
        'src/deep/_partial.scss': '$width: 25;\n#sass {\n  background: url("../a.png?w=#{$width}");\n}\n',
        'src/a.png': content ?? red.subarray(0, red.length - 40),
        'src/b.png': green,
      })
      const { page } = await open(vite, project)
      const text = await overlay(page)
      expect(text).toMatch(says)
      expect(text).toMatch(/src\/deep\/_partial\.scss:3:1[78]/)
      expect(text).toContain('3 |   background: url("../a.png?w=#{$width}");')
      // One bad picture takes nothing from the others, which lie below the overlay.
      expect(await widthShown(page, '#css')).toBe(22)

      project.write({ 'src/a.png': blue })
      await page.locator('vite-error-overlay').waitFor({ state: 'detached' })
      await isPainted(page, BLUE, ['sass'])
      await isPainted(page, GREEN, ['css'])
    },
  )

  test('a picture that is copied as it is is made where directives ask for it, and shown anew', async () => {
    const project = new Project({
      'index.html':
        '<link rel="icon" href="data:,"><p id="a"></p><p id="b"></p><p id="c"></p><script type="module" src="/src/entry.js"></script>',
      'src/entry.js': "import './a.css'\n",
      'src/a.css': `p { width: 30px; height: 30px }
#a { background: url(/pub.png?w=22) }
#b { background: url("/pub.png?w=2&h=20&fit=fill") }
#c { background: url(./clear.png?flatten&background=#f00&w=23) }
`,
      'src/clear.png': Buffer.from(await ImageEngine.from(CLEAR).toBuffer('png')),
      'public/pub.png': red,
    })
    const { page, troubles } = await open(vite, project)
    await isPainted(page, RED, ['a', 'b', 'c'])
    expect([await widthShown(page, '#a'), await widthShown(page, '#b')]).toEqual([22, 2])
    project.write({ 'public/pub.png': blue })
    await isPainted(page, BLUE, ['a', 'b'])
    expect(troubles).toEqual([])
  })

  test('what does not fit in a stylesheet is told over the page', async () => {
    const project = new Project({
      'index.html': PAGE['index.html'],
      'src/linked.css': '',
      'src/entry.js': "import './a.css'\n",
      'src/a.css': '\n#css { background: url("./a.png?w=20;40") }\n',
      'src/a.png': red,
    })
    const { page, dev } = await open(vite, project)
    const text = await overlay(page)
    expect(text).toMatch(/url\(\) has room for pictures that differ in format or density.*densities=1x;2x/)
    expect(text).toMatch(/src\/a\.css:2:/)
    expect(dev.logger.errors.join('\n')).toContain('src/a.css:2:')
  })
})
