import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { ImageEngine } from '@lazy-image/core'
import vue from '@vitejs/plugin-vue'
import type { UserConfig } from 'vite'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { buildWithVite, VITES, type Vite } from '../support/hosts/vite.js'
import { paintedIn } from '../support/painted.js'
import { Project, scratchFolder } from '../support/project.js'
import { solidPicture } from '../support/solid-picture.js'
import { serveFolder } from '../support/static-server.js'

/** Each reference asks for a width of its own, so that what is written tells which were followed. */
const STYLESHEETS = {
  'src/entry.js': `import './a.css'
import './s.scss'
import './l.less'
import './t.styl'
import modules from './m.module.css'
import text from './text.css?inline'
import App from './App.vue'
export { modules, text, App }
`,
  'src/a.css': `@import "./deep/part.css";
.a { background: url(./a.jpg?w=20&format=webp) }
.b { background-image: image-set(url(./a.jpg?w=21&format=webp) 1x, url('./a.jpg?w=22&format=webp') 2x) }
.c { background-image: image-set("./a.jpg?w=23&format=webp" 1x, "./a.jpg?w=24&format=webp" 2x) }
.d { mask: url(./a.jpg?w=25&format=webp); list-style: url(./a.jpg?w=26&format=webp); cursor: url(./a.jpg?w=27&format=webp) 2 2, auto }
.d::before { content: url(./a.jpg?w=28&format=webp) }
.e { background: url(@/a.jpg?w=29&format=webp) }
.f { background: url(/src/a.jpg?w=30&format=webp) }
.g { background: url(a.jpg?w=31&format=webp) }
.h { background: url("./deep/b c.jpg?w=32&format=webp"), url(./deep/b%20c.jpg?w=33&format=webp) }
:root { --picture: url(/src/a.jpg?w=34&format=webp) }
.i { background: url(./small.png?flatten&background=#fa2&w=50) }
`,
  'src/deep/part.css':
    '.p { background: url("./b c.jpg?w=35&format=webp") } .q { background: url(../a.jpg?w=36&format=webp) }',
  'src/s.scss': `@use "./deep/partial";
$name: 'a';
.s { background: url("./#{$name}.jpg?w=37&format=webp") }
`,
  'src/deep/_partial.scss': `$width: 38;
.sp { background: url("./b c.jpg?w=#{$width}&format=webp"), url(../a.jpg?w=39&format=webp), url("@/a.jpg?w=40&format=webp") }
`,
  'src/l.less': `@import "./deep/partial.less";
@width: 41;
.l { background: url("./a.jpg?w=@{width}&format=webp") }
`,
  'src/deep/partial.less': '.lp { background: url("../a.jpg?w=42&format=webp") }\n',
  'src/t.styl': '.t\n  background url("./a.jpg?w=43&format=webp")\n',
  'src/m.module.css': '.m { background: url(./a.jpg?w=44&format=webp) }\n',
  'src/text.css': '.text { background: url(./a.jpg?w=45&format=webp) }\n',
  'src/App.vue': `<template><p class="v"></p></template>
<style scoped>.v { background: url(./a.jpg?w=46&format=webp) }</style>
<style lang="scss">$width: 47; .w { background: url("@/a.jpg?w=#{$width}&format=webp") }</style>
`,
}

const PAGE = `<!doctype html>
<style>.x { background: url(./src/a.jpg?w=48&format=webp) }</style>
<p style="background: url('./src/a.jpg?w=49&format=webp')"></p>
<script type="module" src="/src/entry.js"></script>
`

const WIDTHS = Array.from({ length: 31 }, (_, index) => 20 + index)

function stylesheets(): Project {
  return new Project({
    ...STYLESHEETS,
    'index.html': PAGE,
    'src/a.jpg': fixture('a.jpg'),
    'src/deep/b c.jpg': fixture('a.jpg'),
    'src/small.png': fixture('small.png'),
  })
}

async function build(vite: Vite, project: Project, settings: UserConfig = {}) {
  const config: UserConfig = { resolve: { alias: { '@': project.path('src') } }, plugins: [vue()] }
  return buildWithVite(vite, project, {}, vite.mergeConfig(config, settings) as UserConfig)
}

/** A build of the page, as a site has it. */
function buildSite(vite: Vite, project: Project, settings: UserConfig = {}) {
  const site = {
    build: { rollupOptions: { input: project.path('index.html'), output: { entryFileNames: '[name].js' } } },
  }
  return build(vite, project, vite.mergeConfig(site, settings) as UserConfig)
}

async function widthsIn(project: Project): Promise<number[]> {
  const pictures = project.list('dist').filter(file => /\.(?:webp|avif|jpe?g|png)$/.test(file))
  const facts = await Promise.all(
    pictures.map(file => ImageEngine.from(readFileSync(project.path(`dist/${file}`))).inspect()),
  )
  return facts.map(({ width }) => width).sort((a, b) => a - b)
}

/** What nobody is to see: directives, and what stood in for images. */
const LEFT = /\?w=|lazy-image|LAZY_IMAGE|VITE_ASSET/

function leftIn(project: Project): string[] {
  const texts = project.list('dist').filter(file => /\.(?:css|html|js|map)$/.test(file) && !file.endsWith('.map'))
  return texts.filter(file => LEFT.test(project.read(`dist/${file}`)))
}

const KINDS_OF_BUILD: readonly (UserConfig & { what: string })[] = [
  { what: 'below /' },
  { what: 'beside each other', base: './' },
  { what: 'below a folder, in one stylesheet', base: '/sub/', build: { cssCodeSplit: false, sourcemap: true } },
  { what: 'on another host, through Lightning CSS', base: 'https://cdn.test/x/', css: { transformer: 'lightningcss' } },
]

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each(KINDS_OF_BUILD)(
    'every image that a stylesheet shows is made, whatever language it is in, $what',
    async ({ what: _what, ...settings }) => {
      const project = stylesheets()
      const { failure, warnings, batches } = await buildSite(vite, project, settings)
      expect(failure).toBeNull()
      expect(warnings.split('\n').filter(line => /didn't resolve|as it is/.test(line))).toEqual([])
      expect(await widthsIn(project)).toEqual(WIDTHS)
      expect(leftIn(project)).toEqual([])
      expect(batches.map(({ outputs }) => outputs)).toEqual([WIDTHS.length])
    },
  )

  test('what stood in for references is gone when a build is over, and when one has failed', async () => {
    const project = stylesheets()
    vi.stubEnv('TMPDIR', scratchFolder())
    onTestFinished(() => void vi.unstubAllEnvs())
    project.write({ 'src/a.css': '.a { background: url(./a.jpg?w=0) }' })
    expect((await buildSite(vite, project)).failure).not.toBeNull()
    project.write({ 'src/a.css': '.a { background: url(./a.jpg?w=20) }' })
    expect((await buildSite(vite, project)).failure).toBeNull()
    expect(readdirSync(tmpdir())).toEqual([])
  })

  test('a mistake is told with the stylesheet that it is in: file, line, column and code', async () => {
    const project = stylesheets()
    project.write({
      'src/a.css': '@import "./deep/part.css";\n\n.a { background: url(./a.jpg?w=4oo) }\n',
      'src/deep/part.css': '.p {\n  background: url("./missing.jpg?w=40");\n}\n',
      'src/deep/_partial.scss': '$w: 4;\n.sp {\n  background: url("../a.jpg?w=40&quality=#{$w}00");\n}\n',
      'src/deep/partial.less': '.lp {\n  background: url("../a.jpg?w=1;2");\n}\n',
      'src/_beside.scss': '$w: 4;\n\n.sb { background: url("./a.jpg?h=#{$w}h") }\n',
      'src/s.scss': '@use "./deep/partial";\n@use "./beside";\n',
    })
    const { failure } = await buildSite(vite, project)
    expect(failure).toMatch(/src\/a\.css:3:22 .*w must be an integer from 1 to 65535.*"4oo"/)
    expect(failure).toMatch(/src\/deep\/part\.css:2:\d+ There is no file .*src\/deep\/missing\.jpg/)
    expect(failure).toMatch(
      /src\/deep\/partial\.less:2:\d+ url\(\) has room for pictures that differ in format or density/,
    )
    expect(failure).toMatch(/src\/deep\/_partial\.scss:3:\d+ .*quality must be/)
    expect(failure).toMatch(/src\/_beside\.scss:3:\d+ .*h must be an integer/)
    expect(failure).toContain('3 | .a { background: url(./a.jpg?w=4oo) }')
    expect(failure).toContain('2 |   background: url("./missing.jpg?w=40");')
  })

  test('several outputs become an image-set of types and densities, and an inline one its data', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': "import './a.css'\n",
      'src/a.css': `.types { background: url("./a.jpg?w=20&format=webp;jpg") }
.densities { background: no-repeat url(./a.jpg?w=20&densities=1x;2x) center / cover }
.both { background: url('./a.jpg?w=20&format=webp;jpg&densities=1x;1.5x') }
.inline { background: url(./a.jpg?w=8&format=webp&inline) }
.one { background: image-set("./a.jpg?w=20&format=webp" 1x) }
`,
    })
    const { failure } = await build(vite, project)
    expect(failure).toBeNull()
    const [css = ''] = project.list('dist').filter(file => file.endsWith('.css'))
    const written = project.read(`dist/${css}`).replaceAll(/\/assets\/a-[\w-]{8}/g, '/a')
    expect(written).toContain(
      '.types { background: image-set(url("/a.webp") type("image/webp"), url("/a.jpg") type("image/jpeg")) }',
    )
    expect(written).toContain('no-repeat image-set(url("/a.jpg") 1x, url("/a.jpg") 2x) center / cover')
    expect(written).toContain(
      'image-set(url("/a.webp") type("image/webp") 1x, url("/a.webp") type("image/webp") 1.5x, ' +
        'url("/a.jpg") type("image/jpeg") 1x, url("/a.jpg") type("image/jpeg") 1.5x)',
    )
    expect(written).toMatch(/\.inline \{ background: url\("data:image\/webp;base64,UklGR[\w+/=]+"\) \}/)
    expect(written).toMatch(/\.one \{ background: image-set\(url\("\/a\.webp"\) 1x\) \}/)
  })

  test.each(['/', './'])(
    'a picture that is copied as it is is made where directives ask for it, below %s',
    async base => {
      const project = new Project({
        'public/pictures/pub.jpg': fixture('a.jpg'),
        'src/entry.js': "import './a.scss'\nimport './b.css'\n",
        'src/a.scss': `@use "./deep/partial";
.a { background: url(/pictures/pub.jpg?w=20&format=webp) }
.set { background: url("/pictures/pub.jpg?w=21&format=webp;jpg") }
.plain { background: url(/pictures/pub.jpg) }
`,
        'src/deep/_partial.scss': ".p { background: url('/pictures/pub.jpg?w=22') }\n",
        'src/b.css': '@import "./c.css";\n',
        'src/c.css': '.c { background: image-set("/pictures/pub.jpg?w=23&format=webp" 1x) }\n',
      })
      const { failure } = await build(vite, project, { base })
      expect(failure).toBeNull()
      const made = project.list('dist/assets').filter(file => /^pub-/.test(file))
      const facts = await Promise.all(
        made.map(file => ImageEngine.from(readFileSync(project.path(`dist/assets/${file}`))).inspect()),
      )
      expect(facts.map(({ width }) => width).sort()).toEqual([20, 21, 21, 22, 23])
      const [css = ''] = project.list('dist').filter(file => file.endsWith('.css'))
      expect(project.read(`dist/${css}`)).toContain(
        `.plain {\n  background: url(${base === '/' ? '/' : '../'}pictures/pub.jpg);`,
      )
      project.write({ 'src/c.css': '\n.c { background: url(/pictures/pub.jpg?w=4oo) }\n' })
      const wrong = await build(vite, project)
      expect(wrong.failure).toMatch(/src\/c\.css:2:\d+[\s\S]*"4oo"|"4oo"[\s\S]*src\/c\.css:2:/)
    },
  )

  test.each([
    ['url(./a.jpg?w=20;40)', 'url() has room for pictures that differ in format or density', 'densities=1x;2x'],
    ['url(./a.jpg?w=20&as=picture)', 'url() has room for pictures', 'as=url'],
    ['image-set(url("./a.jpg?w=20&format=webp;jpg") 1x)', 'image-set() has room for one URL', 'one picture'],
  ])('%s is refused with what to write instead', async (value, rule, advice) => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': "import './a.css'\n",
      'src/a.css': `.a { background: ${value} }\n`,
    })
    const { failure } = await build(vite, project)
    expect(failure).toContain(rule)
    expect(failure).toContain(advice)
    expect(failure).toMatch(/src\/a\.css/)
  })

  test('the stylesheet of a library, which lies anywhere, holds its pictures', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': "import './a.css'\nexport const a = 1\n",
      'src/a.css':
        '.a { background: url(./a.jpg?w=8&format=webp) }\n.b { background: url("./a.jpg?w=8&format=webp;jpg") }\n',
    })
    const lib = {
      entry: project.path('src/entry.js'),
      formats: ['es' as const],
      fileName: 'entry',
      cssFileName: 'style',
    }
    const { failure } = await build(vite, project, { build: { lib } })
    expect(failure).toBeNull()
    const css = project.read('dist/style.css').replaceAll(/base64,[\w+/=]+/g, '')
    expect(css).toContain('.a { background: url("data:image/webp;") }')
    expect(css).toContain(
      'image-set(url("data:image/webp;") type("image/webp"), url("data:image/jpeg;") type("image/jpeg"))',
    )
    expect(project.list('dist').filter(file => /\.(?:webp|jpg)$/.test(file))).toEqual([])
  })

  test.each(['/', './', '/sub/'])('Chromium paints what stylesheets of a build show, below %s', async base => {
    const project = new Project({
      'index.html': `<!doctype html><link rel="icon" href="data:,">
<style>p { width: 40px; height: 40px; margin: 0 } #page { background: url(./src/teal.png?w=10&format=webp) }</style>
<p id="sheet"></p><p id="set"></p><p id="page"></p><p id="own" style="background: url('./src/red.png?w=11&format=webp')"></p>
<script type="module" src="/src/entry.js"></script>`,
      'src/entry.js': "import './a.scss'\n",
      'src/a.scss': `#sheet { background: url("./blue.png?w=12&format=webp") }
#set { background: url("./green.png?w=13&format=webp;png&densities=1x;2x") }
`,
      ...Object.fromEntries(
        await Promise.all(
          ['blue', 'green', 'teal', 'red'].map(async name => [`src/${name}.png`, await solidPicture(name)] as const),
        ),
      ),
    })
    const { failure } = await buildSite(vite, project, { base })
    expect(failure).toBeNull()
    const root = base === '/sub/' ? project.path('served') : project.path('dist')
    if (base === '/sub/') {
      const moved = project.list('dist').map(file => [`served/sub/${file}`, readFileSync(project.path(`dist/${file}`))])
      project.write(Object.fromEntries(moved))
    }
    const server = await serveFolder(root)
    onTestFinished(() => server.close())
    const { page, troubles, close } = await openPage(`${server.url}${base === '/sub/' ? 'sub/' : ''}`)
    onTestFinished(close)
    await page.waitForLoadState('networkidle')
    const painted = await Promise.all(['#sheet', '#set', '#page', '#own'].map(name => paintedIn(page, name)))
    const near = painted.map(colour => colour.map(level => Math.round(level / 16) * 16))
    expect(near).toEqual([
      [0, 0, 256],
      [0, 128, 0],
      [0, 128, 128],
      [256, 0, 0],
    ])
    expect(troubles).toEqual([])
  })
})
