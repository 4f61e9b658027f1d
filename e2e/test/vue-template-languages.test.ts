import { createRequire } from 'node:module'
import vue from '@vitejs/plugin-vue'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { buildPagesWithVite, VITES } from '../support/hosts/vite.js'
import { VUE_COMPILERS } from '../support/hosts/vue-compilers.js'
import { namedPictures } from '../support/page-references.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

const REFERENCES = [
  { element: '#several', attribute: 'srcset', pictures: ['20 jpeg 20w', '48 jpeg 48w'] },
  { element: '#one', attribute: 'src', pictures: ['21 webp'] },
  { element: '#listed', attribute: 'srcset', pictures: ['23 jpeg 1x', '46 jpeg 2x'] },
  { element: '#own', attribute: 'src', pictures: ['25 jpeg'] },
]

const HTML = `<div><p>Ask for "./a.jpg?w=1;2"</p>
  <img id="several" src="./a.jpg?w=20;48" alt="">
  <img id="one" src="./a.jpg?w=21&format=webp" alt="">
  <img id="listed" srcset="./a.jpg?w=23 1x, ./a.jpg?w=46 2x" alt="">
  <img id="own" :src="own" alt="">
</div>
`

const PUG = `div
  p Ask for "./a.jpg?w=1;2"
  p(:title="'a' + (1 + 2)"): img#several(
    :class="{ a: true }"
    src='./a.jpg?w=20;48', alt=""
  )
  img#one.b(alt="" src="./a.jpg?w=21&format=webp")
  p see #[img#listed(srcset="./a.jpg?w=23 1x, ./a.jpg?w=46 2x" data-a="b" + 'c' v-if="true")]
  img#own(:src="own")
`

const SCRIPT = "<script setup>\nimport own from './a.jpg?w=25'\n</script>\n"

const OPTIONS_SCRIPT = "<script>\nimport own from './a.jpg?w=25'\nexport default { data: () => ({ own }) }\n</script>\n"

const TEMPLATES = [
  ['lang="pug"', { 'src/Component.vue': `${SCRIPT}<template lang="pug">\n${PUG}</template>\n` }],
  [
    'src="./parts/look.html"',
    { 'src/Component.vue': `${OPTIONS_SCRIPT}<template src="./parts/look.html" />\n`, 'src/parts/look.html': HTML },
  ],
  [
    'src="./parts/look.pug"',
    {
      'src/Component.vue': `${OPTIONS_SCRIPT}<template lang="pug" src="./parts/look.pug" />\n`,
      'src/parts/look.pug': PUG,
    },
  ],
] as const

const files = {
  'index.html':
    '<link rel="icon" href="data:,"><div id="app"></div><script type="module" src="/src/entry.js"></script>',
  'src/entry.js':
    "import { createApp } from 'vue'\nimport Component from './Component.vue'\ncreateApp(Component).mount('#app')\n",
  'src/a.jpg': fixture('a.jpg'),
  'src/parts/a.jpg': fixture('a.jpg'),
}

/** What a picture is that Pug has no room for. */
const MISFIT = {
  'src/Component.vue': `<template lang="pug">
div
  img(src="./a.jpg?w=20&format=avif;webp&as=picture")
  video(poster="./a.jpg?w=20;40")
</template>
`,
}

async function looksRight(url: string): Promise<void> {
  const { page, troubles, close } = await openPage(url)
  onTestFinished(close)
  await page.waitForSelector('#own')
  for (const { pictures, ...reference } of REFERENCES) {
    const named = await namedPictures(page, reference)
    expect({ element: reference.element, named }).toEqual({ element: reference.element, named: pictures })
  }
  expect(troubles).toEqual([])
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test.each(TEMPLATES)('a template with %s shows what its requests come to', async (_, template) => {
    const project = new Project({ ...files, ...template })
    expect((await buildPagesWithVite(vite, project, { settings: { plugins: [vue()] } })).failure).toBeNull()
    const server = await serveFolder(project.path('dist'))
    onTestFinished(() => server.close())
    await looksRight(server.url)
  })

  test.each(TEMPLATES)('and in the dev server, with %s', async (_, template) => {
    const project = new Project({ ...files, ...template })
    const dev = await startDevServer(vite, project, { config: { plugins: [vue()] } })
    await looksRight(`${dev.origin}/`)
  })

  test('what Pug has no room for is told with the template', async () => {
    const project = new Project({ ...files, ...MISFIT })
    const { failure } = await buildPagesWithVite(vite, project, { settings: { plugins: [vue()] } })
    expect(failure).toContain('src/Component.vue:3:12 <img src> has room for an img in Pug')
    expect(failure).toContain('src/Component.vue:4:17 <video poster> has room for one URL')
  })
})

/** What `pug-plain-loader` does. */
const PUG_LOADER = `const pug = require(${JSON.stringify(createRequire(import.meta.url).resolve('pug'))})
module.exports = text => pug.render(text, { doctype: 'html' })
`

describe.each(VUE_COMPILERS)('$name', ({ build }) => {
  test.each(TEMPLATES)('a template with %s shows what its requests come to', async (_, template) => {
    const project = new Project({ ...files, ...template, 'pug-loader.cjs': PUG_LOADER })
    expect(
      (await build(project, { rules: [{ test: /\.pug$/, loader: project.path('pug-loader.cjs') }] })).failure,
    ).toBeNull()
    project.write({ 'dist/index.html': files['index.html'].replace('/src/entry.js', '/entry.js') })
    const server = await serveFolder(project.path('dist'))
    onTestFinished(() => server.close())
    await looksRight(server.url)
  })

  test('what a place has no room for is told with the template', async () => {
    const project = new Project({ ...files, ...MISFIT, 'pug-loader.cjs': PUG_LOADER })
    expect(
      (await build(project, { rules: [{ test: /\.pug$/, loader: project.path('pug-loader.cjs') }] })).failure,
    ).toMatch(/src\/Component\.vue:4:\d+ <video poster> has room for one URL/)
  })
})
