import vue from '@vitejs/plugin-vue'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { buildPagesWithVite, VITES } from '../support/hosts/vite.js'
import { VUE_COMPILERS } from '../support/hosts/vue-compilers.js'
import { namedPictures } from '../support/page-references.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

const TEMPLATE = `<script setup>
import own from './a.jpg?w=20&format=webp'
const shown = true
</script>
<template>
  <img id="one" src="./a.jpg?w=21&format=webp" alt="">
  <img id="own" :src="own" alt="">
  <img v-if="shown" id="several" src="./a.jpg?w=22;44&format=webp" alt="" />
  <img id="listed" srcset="@/a.jpg?w=23 1x, ./a.jpg?w=46 2x" alt="">
  <span id="picture"><img src="./a.jpg?w=24&format=avif;webp&as=picture" alt=""></span>
  <img id="shown" src="./a.jpg?w=25&as=img&placeholder=color" alt="">
  <img id="module" src="~@/a.jpg?w=27;54" alt="">
  <video id="poster" poster="./a.jpg?w=26"></video>
  <Img src="./a.jpg?w=1;2" />
</template>
`

const REFERENCES = [
  { element: '#one', attribute: 'src', pictures: ['21 webp'] },
  { element: '#own', attribute: 'src', pictures: ['20 webp'] },
  { element: '#several', attribute: 'srcset', pictures: ['22 webp 22w', '44 webp 44w'] },
  { element: '#listed', attribute: 'srcset', pictures: ['23 jpeg 1x', '46 jpeg 2x'] },
  { element: '#picture source', attribute: 'srcset', pictures: ['24 avif 24w'] },
  { element: '#picture picture img', attribute: 'src', pictures: ['24 webp'] },
  { element: '#shown', attribute: 'src', pictures: ['25 jpeg'] },
  { element: '#module', attribute: 'srcset', pictures: ['27 jpeg 27w', '54 jpeg 54w'] },
  { element: '#poster', attribute: 'poster', pictures: ['26 jpeg'] },
]

const files = {
  'index.html':
    '<link rel="icon" href="data:,"><div id="app"></div><script type="module" src="/src/entry.js"></script>',
  'src/entry.js': `import { createApp } from 'vue'
import Component from './Component.vue'
createApp(Component).component('Img', { props: ['src'], template: null, render: () => null }).mount('#app')
`,
  'src/Component.vue': TEMPLATE,
  'src/a.jpg': fixture('a.jpg'),
}

async function looksRight(page: Page, troubles: readonly string[]): Promise<void> {
  await page.waitForSelector('#poster')
  for (const { pictures, ...reference } of REFERENCES) {
    const named = await namedPictures(page, reference)
    expect({ element: reference.element, named }).toEqual({ element: reference.element, named: pictures })
  }
  expect(await page.getAttribute('#shown', 'style')).toMatch(/^background-color: ?(?:#|rgb)/)
  expect(await page.getAttribute('#shown', 'width')).toBe('25')
  expect(troubles).toEqual([])
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  const alias = (project: Project) => ({ resolve: { alias: { '@': project.path('src') } } })

  test.each(['/', './'])('a template shows what its requests come to, base %s', async base => {
    const project = new Project(files)
    const settings = { ...alias(project), base, plugins: [vue()] }
    expect((await buildPagesWithVite(vite, project, { settings })).failure).toBeNull()
    const server = await serveFolder(project.path('dist'))
    onTestFinished(() => server.close())
    const { page, troubles, close } = await openPage(server.url)
    onTestFinished(close)
    await looksRight(page, troubles)
  })

  test.each(['/', '/sub/'])('and in the dev server, where an edited picture is shown at once, base %s', async base => {
    const project = new Project(files)
    const dev = await startDevServer(vite, project, { config: { ...alias(project), base, plugins: [vue()] } })
    const { page, troubles, close } = await openPage(dev.origin + base)
    onTestFinished(close)
    await looksRight(page, troubles)
    const shows = (selector: string, isUpright: boolean) =>
      page.waitForFunction(
        ([element, upright]) => {
          const { naturalWidth, naturalHeight } = document.querySelector<HTMLImageElement>(element) ?? new Image()
          return naturalWidth > 0 && naturalHeight > naturalWidth === upright
        },
        [selector, isUpright] as const,
      )
    await shows('#one', false)
    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await shows('#one', true)
    await shows('#picture img', true)
  })

  test('what a place cannot hold is told with the template', async () => {
    const project = new Project({
      ...files,
      'src/Component.vue': `<template>
  <p v-if="a" /><img v-else src="./a.jpg?w=20&format=avif;webp&as=picture">
  <video poster="./a.jpg?w=20;40" />
</template>
`,
    })
    const { failure } = await buildPagesWithVite(vite, project, { settings: { plugins: [vue()] } })
    expect(failure).toContain('src/Component.vue:2:34 <img src> has room for an img beside v-else')
    expect(failure).toContain('src/Component.vue:3:18 <video poster> has room for one URL')
  })
})

describe.each(VUE_COMPILERS)('$name', ({ build }) => {
  test('a template shows what its requests come to', async () => {
    const project = new Project(files)
    expect((await build(project, { alias: { '@': project.path('src') } })).failure).toBeNull()
    const page = files['index.html'].replace('/src/entry.js', '/entry.js')
    project.write({ 'dist/index.html': page })
    const server = await serveFolder(project.path('dist'))
    onTestFinished(() => server.close())
    const { page: shown, troubles, close } = await openPage(server.url)
    onTestFinished(close)
    await looksRight(shown, troubles)
  })
})
