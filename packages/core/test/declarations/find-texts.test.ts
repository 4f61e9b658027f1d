import { describe, expect, test } from 'vitest'
import { findTexts } from '../../dist/declarations/find-texts.js'

/** The texts of a file that name a picture, those of imports with a mark. */
function found(file: string, code: string): string[] {
  return findTexts(file, code)
    .filter(({ text }) => /\.(?:jpg|png)\b/.test(text))
    .map(({ text, isImport }) => (isImport ? `import ${text}` : text))
}

describe('a script', () => {
  test.each([
    ["import a from './a.jpg?w=1'", 'import ./a.jpg?w=1'],
    ['import a, { src } from "./a.jpg?w=1"', 'import ./a.jpg?w=1'],
    ["import type a from './a.jpg?w=1'", 'import ./a.jpg?w=1'],
    ["import './a.jpg?w=1'", 'import ./a.jpg?w=1'],
    ["import a from /* of */\n  './a.jpg?w=1'", 'import ./a.jpg?w=1'],
    ["export { default } from './a.jpg?w=1'", 'import ./a.jpg?w=1'],
    ["export * from './a.jpg?w=1'", 'import ./a.jpg?w=1'],
    ["await import('./a.jpg?w=1')", 'import ./a.jpg?w=1'],
    ["import(/* webpackChunkName: 'x.jpg' */ './a.jpg?w=1')", 'import ./a.jpg?w=1'],
    ['import(`./a.jpg?w=1`)', 'import ./a.jpg?w=1'],
    ["type A = typeof import('./a.jpg?w=1')", 'import ./a.jpg?w=1'],
    ["require('./a.jpg?w=1')", 'import ./a.jpg?w=1'],
    ["import a = require('./a.jpg?w=1')", 'import ./a.jpg?w=1'],
    ["new URL('./a.jpg?w=1', import.meta.url)", './a.jpg?w=1'],
    ["Array.from('./a.jpg')", './a.jpg'],
    [String.raw`import a from './it\'s \u0061.jpg?w=1'`, "import ./it's a.jpg?w=1"],
    [`import a from "./it's.jpg?w=1"`, "import ./it's.jpg?w=1"],
  ])('%s', (code, text) => {
    expect(found('a.ts', code)).toEqual([text])
    expect(found('a.mjs', code)).toEqual([text])
    expect(found('a.tsx', `const b = 1 < 2\n${code}\nconst c = <p>don't</p>`)).toEqual([text])
  })

  test.each([
    "// import a from './a.jpg?w=1'",
    "/* import a from './a.jpg?w=1' */",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code under test
    'import(`./${name}.jpg?w=1`)',
    "import './a.jpg?w=1",
    "const a = /'.\\/a.jpg'/",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code under test
    "`${/* './a.jpg' */ 1}`",
  ])('says nothing: %s', code => expect(found('a.ts', code)).toEqual([]))

  test('is read on behind what is easily taken for something else', () => {
    const imports = "import a from './a.jpg?w=1'; // './b.jpg'\nimport('./c.jpg?w=1')"
    for (const before of [
      'const quotes = /["\'`]/g',
      'const glob = "src/**/*.ts"',
      'const url = "https://host.example//"',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: code under test
      'const text = `${`nested ${"deep"}`}`',
      'const half = 1 / 2 / 3',
      'const cast = <Foo>bar',
      'const generic = <T,>(x: T) => x',
      'function f<A extends B<C>>(): void {}',
    ]) {
      expect(found('a.ts', `${before}\n${imports}`), before).toEqual(['import ./a.jpg?w=1', 'import ./c.jpg?w=1'])
    }
    // Type parameters that look like an element, in a file where elements may be.
    for (const before of ['const f = <T,>(x: T) => x', 'const f = <T extends unknown>(x: T) => { return x }']) {
      const texts = found('a.tsx', `import a from './a.jpg?w=1'\n${before}\nimport('./c.jpg?w=1')`)
      expect(texts, before).toEqual(['import ./a.jpg?w=1', 'import ./c.jpg?w=1'])
    }
  })

  test('has attributes', () => {
    expect(found('a.tsx', `<img src="./a.jpg?w=1&amp;format=webp" alt='b.png' title={'c.jpg'} />`)).toEqual([
      './a.jpg?w=1&format=webp',
      'b.png',
      'c.jpg',
    ])
  })
})

describe('markup', () => {
  test('of Vue has scripts and a template, and a style that is none of ours', () => {
    const code = `<script setup lang="ts" generic="T extends Foo<Bar>">
// './never.jpg'
import a from './a.jpg?w=1'
</script>
<template>
  <!-- <img src="./never.jpg?w=1"> -->
  <img src="./b.jpg?w=1&amp;h=2" :alt="isn't || require('./c.jpg?w=1')">
</template>
<style>p { background: url("./never.jpg?w=1") }</style>
`
    expect(found('a.vue', code)).toEqual(['import ./a.jpg?w=1', './b.jpg?w=1&h=2', 'import ./c.jpg?w=1'])
  })

  test('of Astro has a script between dashes', () => {
    expect(
      found('a.astro', `---\nimport a from './a.jpg?w=1'\n// './never.jpg'\n---\n<img src="./b.jpg?w=1">`),
    ).toEqual(['import ./a.jpg?w=1', './b.jpg?w=1'])
  })

  test('of Svelte has expressions', () => {
    expect(
      found('a.svelte', `<script>import a from './a.jpg?w=1'</script>{#await import('./b.jpg?w=1')}{/await}`),
    ).toEqual(['import ./a.jpg?w=1', 'import ./b.jpg?w=1'])
  })

  test('of HTML has attributes in either quotes', () => {
    expect(found('a.html', `<p>it's</p><img src='./a.jpg?w=1'><img src="./b c.jpg?w=1">`)).toEqual([
      './a.jpg?w=1',
      './b c.jpg?w=1',
    ])
  })
})

test('a style sheet has nothing', () => {
  expect(found('a.css', 'p { background: url("./a.jpg?w=1") }')).toEqual([])
})

test('a text tells where its quote opens', () => {
  for (const [file, code] of [
    ['a.ts', "\nimport a from './a.jpg?w=1'"],
    ['a.vue', '<p>\n<script lang="ts">\nimport a from \'./a.jpg?w=1\'</script>'],
    ['a.html', "<!-- x -->\n<img src='./a.jpg?w=1'>"],
  ] as const) {
    expect(findTexts(file, code).map(({ index }) => index)).toEqual([code.indexOf("'./a.jpg")])
  }
})
