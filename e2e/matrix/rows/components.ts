import type { Feature } from '../feature.js'
import { cssUrl, type Expected, type Look, type Row } from '../row.js'

const ASKED = 'w=24&format=webp'

const MOUNTS: Readonly<Record<'vue' | 'svelte', string>> = {
  vue: "import { createApp } from 'vue'\nimport App from './App.vue'\nconst place = document.createElement('div')\ndocument.body.append(place)\ncreateApp(App).mount(place)\nexport default 'mounted'\n",
  svelte:
    "import { flushSync, mount } from 'svelte'\nimport App from './App.svelte'\nmount(App, { target: document.body })\nflushSync()\nexport default 'mounted'\n",
}

/** Components of Vue and Svelte, JSX and TypeScript. */
export const COMPONENTS: readonly Row[] = [
  vue('vue-src', '<img src="./a.jpg?w=24">', `<img id="vue-src" src="./vue-src.jpg?${ASKED}" alt="">`, 'src'),
  vue(
    'vue-srcset',
    '<img srcset="./a.jpg?w=20 1x, …">',
    `<img id="vue-srcset" srcset="./vue-srcset.jpg?w=20&format=webp 1x, ./vue-srcset.jpg?w=40&format=webp 2x" alt="">`,
    'srcset',
    {
      text: [{ core: 'vue-srcset.jpg?w=20&format=webp' }, ' 1x, ', { core: 'vue-srcset.jpg?w=40&format=webp' }, ' 2x'],
    },
  ),
  vue(
    'vue-source',
    '<source srcset="./a.jpg?w=24">',
    `<picture><source id="vue-source" srcset="./vue-source.jpg?${ASKED}" type="image/webp"><img alt=""></picture>`,
    'srcset',
  ),
  vue(
    'vue-poster',
    '<video poster="./a.jpg?w=24">',
    `<video id="vue-poster" poster="./vue-poster.jpg?${ASKED}" />`,
    'poster',
  ),
  vue(
    'vue-svg-image',
    '<image href="./a.jpg?w=24"> in SVG',
    `<svg width="24" height="16"><image id="vue-svg-image" href="./vue-svg-image.jpg?${ASKED}" width="24" height="16" /></svg>`,
    'href',
  ),
  vue(
    'vue-import',
    'an import in <script setup>, bound to src',
    '<img id="vue-import" :src="url" alt="">',
    'src',
    undefined,
    {
      script: `<script setup>\nimport url from './vue-import.jpg?${ASKED}'\n</script>\n`,
    },
  ),
  {
    ...vue(
      'vue-widths',
      '<img src="./a.jpg?w=20;48">',
      '<img id="vue-widths" src="./vue-widths.jpg?w=20;48&format=webp" sizes="20px" alt="">',
      'srcset',
      { core: 'vue-widths.jpg?w=20;48&format=webp&as=srcset' },
    ),
    needs: ['vue pictures'],
  },
  {
    ...vue(
      'vue-media',
      '<img src="./a.jpg?w=24&as=html&media=dark:a-dark.jpg">',
      `<div id="vue-media"><img src="./vue-media.jpg?${ASKED}&as=html&media=dark:vue-media-dark.jpg"></div>`,
      'src',
    ),
    needs: ['vue pictures'],
    looks: [
      {
        element: '#vue-media source',
        attribute: 'srcset',
        is: { text: [{ core: 'vue-media-dark.jpg?w=24&format=webp' }, ' 24w'] },
      },
      { element: '#vue-media img', attribute: 'src', is: { core: `vue-media.jpg?${ASKED}` } },
    ],
  },
  {
    ...component(
      'vue-pug',
      '<template lang="pug">',
      'vue',
      `<template lang="pug">\nimg#vue-pug(src="./vue-pug.jpg?${ASKED}" alt="")\n</template>\n`,
      { attribute: 'src' },
    ),
    needs: ['pug'],
  },
  {
    ...component(
      'vue-style-sass',
      '<style lang="scss">',
      'vue',
      `<template>\n<div class="box" id="vue-style-sass"></div>\n</template>\n<style lang="scss">\n$name: 'vue-style-sass';\n##{$name} { background-image: url("./#{$name}.jpg?${ASKED}") }\n</style>\n`,
      'style',
    ),
    needs: ['vue', 'sass'],
  },
  vueStyled('vue-style', '<style> of a component', ''),
  vueStyled('vue-style-scoped', '<style scoped> of a component', ' scoped'),
  component(
    'svelte-import',
    'an import, bound to src',
    'svelte',
    `<script>\nimport url from './svelte-import.jpg?${ASKED}'\n</script>\n<img id="svelte-import" src={url} alt="">\n`,
    { attribute: 'src' },
  ),
  component(
    'svelte-style',
    '<style> of a component',
    'svelte',
    `<div class="box" id="svelte-style"></div>\n<style>\n#svelte-style { background-image: url("./svelte-style.jpg?${ASKED}") }\n</style>\n`,
    'style',
  ),
  {
    name: 'jsx-import',
    shown: 'JSX: an import as src of an element',
    needs: ['jsx'],
    files: {
      'index.jsx': `import React from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import url from './jsx-import.jpg?${ASKED}'
const place = document.createElement('div')
document.body.append(place)
flushSync(() => createRoot(place).render(<img id="jsx-import" src={url} alt="" />))
export default 'mounted'
`,
    },
    looks: [
      { value: 'mounted' },
      { element: '#jsx-import', attribute: 'src', is: { core: `jsx-import.jpg?${ASKED}` } },
    ],
  },
  {
    name: 'typescript-import',
    shown: 'TypeScript: imports, and imports of types alone',
    needs: ['typescript'],
    files: {
      'index.ts': `import url from './typescript-import.jpg?${ASKED}'
import type unused from './typescript-import.jpg?w=20&format=webp'
export type Unused = typeof unused
const value: unknown = url
export default value
`,
    },
    looks: [
      { value: { core: `typescript-import.jpg?${ASKED}` } },
      { absent: 'typescript-import.jpg?w=20&format=webp' },
    ],
  },
]

function vue(
  name: string,
  shown: string,
  template: string,
  attribute: string,
  is?: Expected,
  { script = '' }: { script?: string } = {},
): Row {
  return component(name, shown, 'vue', `${script}<template>\n${template}\n</template>\n`, {
    attribute,
    ...(is === undefined ? {} : { is }),
  })
}

function vueStyled(name: string, shown: string, attribute: string): Row {
  const text = `<template>\n<div class="box" id="${name}"></div>\n</template>\n<style${attribute}>\n#${name} { background-image: url("./${name}.jpg?${ASKED}") }\n</style>\n`
  return component(name, shown, 'vue', text, 'style')
}

/** A row of one component, in which an element of the row's name shows the picture. */
function component(
  name: string,
  shown: string,
  kind: Extract<Feature, 'vue' | 'svelte'>,
  text: string,
  at: { attribute: string; is?: Expected } | 'style',
): Row {
  const picture = { core: `${name}.jpg?${ASKED}` }
  const element = `#${name}`
  const look: Look =
    at === 'style'
      ? { element, style: 'background-image', is: cssUrl(picture) }
      : { element, attribute: at.attribute, is: at.is ?? picture }
  return {
    name,
    shown: `${kind === 'vue' ? 'Vue' : 'Svelte'}: ${shown}`,
    needs: [kind],
    files: { [`App.${kind}`]: text, 'index.js': MOUNTS[kind] },
    looks: [{ value: 'mounted' }, look],
  }
}
