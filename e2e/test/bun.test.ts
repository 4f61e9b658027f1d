import { expect, test } from 'vitest'
import { buildInBun } from '../support/bun/bun-process.js'
import { imagesBelow } from '../support/contents.js'
import { fixture, photograph } from '../support/fixture.js'
import { bunHost } from '../support/hosts/bun.js'
import { imageChain } from '../support/image-chain.js'
import { Project } from '../support/project.js'

const picture = { 'src/a.jpg': fixture('a.jpg') }

function buildPage(project: Project) {
  const options = { cache: { dir: project.cacheFolder } }
  const entrypoints = [project.path('index.html')]
  return buildInBun(project, options, { entrypoints, outdir: project.path('dist'), publicPath: '/' })
}

test('60 images over a chain of 12 modules are one batch', async () => {
  const project = new Project(imageChain(12, 5))
  const { batches, failure } = await bunHost.build(project)
  expect(failure).toBeNull()
  expect(batches).toEqual([expect.objectContaining({ images: 1, outputs: 60, decodes: 1, encodes: 60 })])
  expect(imagesBelow(project.path('dist')).size).toBe(60)
})

test('an image that is too large to be put into a style has a URL without what Bun would leave behind it', async () => {
  const project = new Project({
    'src/bridge.jpg': photograph('bridge.jpg'),
    'src/style.css': '.a { background: url(./bridge.jpg?w=1200&format=png) }',
    'src/entry.js': "import './style.css'\nimport './bridge.jpg?w=20&format=webp'\n",
  })
  const { failure } = await bunHost.build(project)
  expect(failure).toBeNull()
  const [, url = ''] = /url\("(.*?)"\)/.exec(project.read('dist/entry.css')) ?? []
  expect(url).toMatch(/^\/bridge-\w+\.png$/)
  // What is imported for nothing is not there.
  expect([...imagesBelow(project.path('dist')).keys()]).toEqual([url.slice(1)])
})

test('a page has each image where it is asked for, and nothing of what carried it there', async () => {
  const project = new Project({
    ...picture,
    'index.html': `<!doctype html><html><head><meta property="og:image" content="./src/a.jpg?w=40&amp;format=jpg"></head>
<body><img srcset="./src/a.jpg?w=20&amp;format=webp 1x, ./src/a.jpg?w=40&amp;format=webp 2x"><img src="src/a.jpg?w=20;30&amp;format=png">
<svg><image href="./src/a.jpg?w=24&amp;format=webp"/></svg></body></html>`,
  })
  const { failure } = await buildPage(project)
  expect(failure).toBeNull()
  const page = project.read('dist/index.html')
  expect(page).not.toMatch(/lazy-image|\?w=/)
  expect(page).toMatch(/content="\/a-\w+\.jpg"/)
  expect(page).toMatch(/srcset="\/a-\w+\.webp 1x, \/a-\w+\.webp 2x"/)
  expect(page).toMatch(/<image href="\/a-\w+\.webp"/)
  const files = new Set([...page.matchAll(/\/(a-\w+\.\w+)/g)].map(([, name]) => name))
  expect([...imagesBelow(project.path('dist')).keys()].sort()).toEqual([...files].sort())
})

test('what Bun leaves as it is written in a page fails the build, with its place', async () => {
  const project = new Project({
    ...picture,
    'index.html': '<!doctype html>\n<body style="background: url(./src/a.jpg?w=20)"></body>',
  })
  const { failure } = await buildPage(project)
  expect(failure).toMatch(
    /^index\.html:2:\d+ index\.html:2 refers to .*a\.jpg as it is written.*\[REFERENCE_UNFOLLOWED\]/s,
  )
  expect(failure).toMatch(/2 \| <body style=.*\n +\| +\^{16}/)
})

test('every request of a page that cannot be had is told at once', async () => {
  const project = new Project({
    ...picture,
    'index.html': '<!doctype html>\n<img src="./src/b.jpg?w=20">\n<img src="./src/a.jpg?w=2o">\n',
  })
  const { failure } = await buildPage(project)
  expect(failure).toMatch(/1\) index\.html:2:11 There is no file/)
  expect(failure).toMatch(/2\) index\.html:3:11 Directive w must be/)
})

test.each(['./a.jpg?w=20;40', 'a.jpg?w=20;40', '../src/a.jpg?w=20;40'])(
  'what a style has no room for is told as it is written: %s',
  async specifier => {
    const style = `.a { color: red }\n.b { background: url("${specifier}") }\n`
    const project = new Project({ ...picture, 'src/style.css': style, 'src/entry.js': "import './style.css'\n" })
    const { failure } = await bunHost.build(project)
    expect(failure).toContain(`src/style.css:2:${'.b { background: url("'.length} url() takes one URL`)
    expect(failure).toContain(`\n${specifier}\n`)
  },
)
