import { fileURLToPath } from 'node:url'
import type { BatchReport } from '@lazy-image/core'
import { expect, test } from 'vitest'
import { type Finished, runProgram, runScript } from '../support/command-line.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

// The keys that are found without a bundler are those that bundlers ask for: processes as users start them, one cache folder.

const BIN = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url))

const RECORD = "onBatch: report => appendFileSync('batches.jsonl', JSON.stringify(report) + '\\n')"

const SOURCES = {
  'src/a.jpg': fixture('a.jpg'),
  'src/rot6.jpg': fixture('rot6.jpg'),
  'src/img/small.png': fixture('small.png'),
}

const SCRIPT = `import picture from './a.jpg?w=60;70&format=webp;jpg&as=picture&placeholder=lqip'
import auto from './img/small.png?w=20&format=auto'
import { preset } from './more.ts'
// import none from './a.jpg?w=61'
const url = new URL('./rot6.jpg?w=32', import.meta.url)
document.title = JSON.stringify([picture, auto, preset, String(url)])
`

const MORE = `import hero from './a.jpg?preset=hero' with { type: 'image' }
export const preset: string = hero as unknown as string
`

function prewarm(project: Project, ...args: string[]): Promise<Finished> {
  return runProgram(project.root, process.execPath, BIN, 'prewarm', '--from', '.', '--json', ...args)
}

function batchesOf(project: Project): BatchReport[] {
  return project
    .read('batches.jsonl')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as BatchReport)
}

test('a Vite build asks for nothing else than what was made from its files and its configuration', async () => {
  const project = new Project({
    ...SOURCES,
    'src/main.js': `${SCRIPT}
import './style.scss'
import aliased from '@/a.jpg?w=80'
import App from './App.vue'
const name = document.title
console.log(App, aliased, new URL(\`./img/\${name}.png?w=21\`, import.meta.url), [
  import.meta.glob('./img/*.png', { query: '?w=22&format=webp', eager: true }),
  import.meta.glob(['./*.jpg', '!./a.jpg'], { query: { w: 23 } }),
])
`,
    'src/more.ts': MORE.replace(" with { type: 'image' }", ''),
    'src/App.vue': `<script setup>
import own from './a.jpg?w=81'
</script>
<template><img :src="own"><img src="./a.jpg?w=82;83&as=img"><img srcset="./a.jpg?w=84 1x, ./a.jpg?w=85 2x"></template>
<style scoped>.app { background: url(./a.jpg?w=86) }</style>
`,
    'src/style.scss':
      "$side: 30;\n.a { background: url('./a.jpg?w=87&format=avif;webp') }\n.b { background: url(img/small.png?w=24) }\n",
    'index.html': `<!doctype html><link rel="icon" href="./src/img/small.png?w=16"><link rel="manifest" href="/app.webmanifest">
<img src="/src/a.jpg?w=90;91&format=avif;jpg&as=picture" alt=""><p style="background: url(./src/a.jpg?w=92)"></p>
<script type="application/ld+json">{ "image": "./src/a.jpg?w=93" }</script>
<style>.c { background: url(./src/a.jpg?w=94) }</style><script type="module" src="/src/main.js"></script>
`,
    'app.webmanifest': '{ "icons": [{ "src": "src/img/small.png?w=26" }] }',
    'vite.config.js': `import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import lazyImage from '@lazy-image/vite-plugin'
import vue from '@vitejs/plugin-vue'
export default {
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  plugins: [lazyImage({ ${RECORD}, defaults: { effort: 'draft' }, presets: { hero: { w: [63, 64], format: 'jpg' } } }), vue()],
}
`,
  })
  const made = await prewarm(project)
  expect(made.code, made.text).toBe(0)
  const report = JSON.parse(made.text.split('\n').find(line => line.startsWith('{')) ?? '') as { outputs: number }
  const warmed = totals(batchesOf(project))
  expect(warmed.encodes).toBeGreaterThanOrEqual(report.outputs)
  project.remove('batches.jsonl')

  const built = await runScript(project.root, 'vite/bin/vite.js', 'build')
  expect(built.code, built.text).toBe(0)
  const batches = totals(batchesOf(project))
  expect(batches, built.text).toMatchObject({ decodes: 0, encodes: 0 })
  // Nothing was made that the build does not ask for.
  expect(Math.max(...batchesOf(project).map(({ outputs }) => outputs))).toBe(report.outputs)
})

test('a webpack build asks for nothing else, with the options of lazy-image.config.js', async () => {
  const project = new Project({
    ...SOURCES,
    'src/entry.js': `${SCRIPT.replace('./more.ts', './more.js')}\nimport './style.css'\n`,
    'src/more.js': "import hero from './a.jpg?preset=hero'\nexport const preset = hero\n",
    'src/style.css':
      '.a { background: url("./a.jpg?w=87&format=avif;webp") }\n.b { background: url(img/small.png?w=24) }\n',
    'lazy-image.config.js': `import { appendFileSync } from 'node:fs'
export default { ${RECORD}, presets: { hero: { w: [63, 64], format: 'jpg' } } }
`,
    'webpack.config.mjs': `import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import options from './lazy-image.config.js'
export default {
  mode: 'production', entry: './src/entry.js',
  module: { rules: [{ test: /\\.css$/, use: ['style-loader', 'css-loader'] }] },
  plugins: [new LazyImagePlugin(options)],
}
`,
  })
  const made = await prewarm(project)
  expect(made.code, made.text).toBe(0)
  expect(JSON.parse(made.text)).toMatchObject({ pictures: 3, failed: [], unknown: [] })
  project.remove('batches.jsonl')
  const built = await runScript(project.root, 'webpack-cli/bin/cli.js')
  expect(built.code, built.text).toBe(0)
  expect(totals(batchesOf(project))).toMatchObject({ decodes: 0, encodes: 0 })
})
