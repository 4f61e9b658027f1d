import { existsSync } from 'node:fs'
import type { BatchReport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { BAD_IMPORTS, badFiles } from '../support/bad-images.js'
import { type Finished, runScript } from '../support/command-line.js'
import { imagesBelow } from '../support/contents.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'

// Each run is a process of its own with a configuration as a user writes it: what is shared lies on disk.

const RECORD = "onBatch: report => appendFileSync('batches.jsonl', JSON.stringify(report) + '\\n')"
const IMPORT_RECORDER = "import { appendFileSync } from 'node:fs'\n"
const REQUIRE_RECORDER = "const { appendFileSync } = require('node:fs')\n"
const WEBPACK = "mode: 'production', entry: './src/entry.js', cache: { type: 'filesystem' }"

const COMMAND_LINES: readonly { name: string; script: string; args: string[]; config: string; code: string }[] = [
  {
    name: 'vite 8',
    script: 'vite/bin/vite.js',
    args: ['build'],
    config: 'vite.config.js',
    code: `${IMPORT_RECORDER}import lazyImage from '@lazy-image/vite-plugin'
export default { plugins: [lazyImage({ ${RECORD} })] }
`,
  },
  {
    name: 'vite 7',
    script: 'vite7/bin/vite.js',
    args: ['build'],
    config: 'vite.config.js',
    code: `${IMPORT_RECORDER}import lazyImage from '@lazy-image/vite-plugin'
export default { plugins: [lazyImage({ ${RECORD} })] }
`,
  },
  {
    name: 'rollup',
    script: 'rollup/dist/bin/rollup',
    args: ['--config'],
    config: 'rollup.config.js',
    code: `${IMPORT_RECORDER}import lazyImage from '@lazy-image/unplugin/rollup'
export default { input: 'src/entry.js', output: { dir: 'dist' }, plugins: [lazyImage({ ${RECORD} })] }
`,
  },
  {
    name: 'webpack with a CommonJS configuration',
    script: 'webpack-cli/bin/cli.js',
    args: [],
    config: 'webpack.config.cjs',
    code: `${REQUIRE_RECORDER}const { LazyImagePlugin } = require('@lazy-image/webpack-plugin')
module.exports = { ${WEBPACK}, plugins: [new LazyImagePlugin({ ${RECORD} })] }
`,
  },
  {
    name: 'webpack with an ES module configuration',
    script: 'webpack-cli/bin/cli.js',
    args: [],
    config: 'webpack.config.mjs',
    code: `${IMPORT_RECORDER}import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
export default { ${WEBPACK}, plugins: [new LazyImagePlugin({ ${RECORD} })] }
`,
  },
]

describe.each(COMMAND_LINES)('$name', ({ script, args, config, code }) => {
  const page = { [config]: code, 'index.html': '<script type="module" src="/src/entry.js"></script>' }

  test('a second process finds in the default cache what the first one made', async () => {
    const project = new Project({
      ...page,
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': `import picture from './a.jpg?w=310;320&format=webp;jpg&as=picture'
document.title = JSON.stringify(picture)
`,
    })
    const runs: { finished: Finished; images: Map<string, string> }[] = []
    for (let run = 0; run < 2; run++) {
      const finished = await runScript(project.root, script, ...args)
      expect(finished.code, finished.text).toBe(0)
      runs.push({ finished, images: imagesBelow(project.path('dist')) })
      project.remove('dist')
    }
    const [cold, warm] = runs
    expect(cold?.images.size).toBe(4)
    expect(warm?.images).toEqual(cold?.images)
    const batches = project
      .read('batches.jsonl')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as BatchReport)
    expect(batches).toEqual([
      expect.objectContaining({ outputs: 4, cacheHits: 0, decodes: 1, encodes: 4 }),
      expect.objectContaining({ outputs: 4, cacheHits: 4, decodes: 0, encodes: 0 }),
    ])
    expect(existsSync(project.path('node_modules/.cache/lazy-image'))).toBe(true)
    // What was done is told in a line.
    expect(cold?.finished.text).toMatch(/lazy-image\]?:? 4 outputs of 1 image · 4 encoded · /)
    expect(warm?.finished.text).toMatch(/lazy-image\]?:? 4 outputs of 1 image · 4 from cache, saving \d/)
  })

  test('bad images end it with a report and without the stack of our own code', async () => {
    const project = new Project({
      ...page,
      [config]: code.replace(RECORD, `${RECORD}, keepGoing: true`),
      ...badFiles(BAD_IMPORTS),
      'src/entry.js': `${BAD_IMPORTS.map(({ request }, index) => `import bad${index} from '${request}'\n`).join('')}
document.title = [${BAD_IMPORTS.map((_, index) => `bad${index}`).join(', ')}]
`,
    })
    const { code: exitCode, text } = await runScript(project.root, script, ...args)
    expect(exitCode).toBe(1)
    for (const [index, { request, rule, value, code: errorCode }] of BAD_IMPORTS.entries()) {
      expect(text).toContain(`src/entry.js:${index + 1}:`)
      expect(text).toContain(`${index + 1} | import bad${index} from '${request}'`)
      expect(text).toMatch(rule)
      expect(text).toMatch(value)
      expect(text).toContain(`[${errorCode}]`)
    }
    expect(text).not.toMatch(/packages[\\/]unplugin/)
  })

  test('a bad option ends it with one line, without a stack and without fields', async () => {
    const project = new Project({
      ...page,
      [config]: code.replace(RECORD, "w: 400, onBatch: report => appendFileSync('batches.jsonl', '')"),
      'src/entry.js': 'document.title = "nothing"\n',
    })
    const { code: exitCode, text } = await runScript(project.root, script, ...args)
    expect(exitCode).not.toBe(0)
    expect(text.match(/Unknown option w: it is a directive; .* defaults: \{ w: 400 \}/g)).toHaveLength(1)
    expect(text).not.toMatch(/\n +at |OPTION_INVALID|spans/)
  })
})
