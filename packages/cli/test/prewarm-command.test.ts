import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readShard } from '../dist/prewarm/shard.js'
import { run } from './support/run.js'
import { ICON, PHOTO, remove, scratchFolder } from './support/sample-project.js'

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

interface Report {
  pictures: number
  requests: number
  outputs: number
  made: number
  decodes: number
  encodes: number
  shard: { index: number; total: number; pictures: number; set: string }
  failed: { request: string; code: string; file?: string; line?: number }[]
  unknown: { request: string }[]
}

function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = scratchFolder()
  onTestFinished(() => remove(root))
  for (const [name, content] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  return root
}

/** A small picture with a content of its own: what follows the last chunk of a PNG is read by nobody. */
function picture(number: number): Buffer {
  return Buffer.concat([readFileSync(ICON), Buffer.from(`${number}`)])
}

async function reportOf(root: string, ...args: string[]): Promise<Report & { code: number; complained: string }> {
  const { code, said, complained } = await run(root, 'prewarm', '--json', ...args)
  return { ...(JSON.parse(said) as Report), code, complained }
}

/** Keys in a cache folder. */
function keysIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map(name => /[0-9a-f]{32}/.exec(name)?.[0])
    .filter(key => key !== undefined)
    .sort()
}

describe('globs of pictures', () => {
  test('are made once, as lists that commas or semicolons separate', async () => {
    const root = folder({ 'img/a.png': picture(1), 'img/b.png': picture(2), 'img/c.txt': '' })
    const first = await reportOf(root, 'img/*', '--query', 'w=8,16&format=webp;png&crop=0,0,32,32')
    expect(first).toMatchObject({ code: 0, pictures: 2, outputs: 8, made: 8, decodes: 2, encodes: 8 })
    const again = await reportOf(root, 'img/*', '--query', '?w=8;16&format=png;webp&crop=0,0,32,32')
    expect(again).toMatchObject({ code: 0, outputs: 8, made: 0, decodes: 0, encodes: 0 })
  })

  test('one picture that is damaged is told and hides no other', async () => {
    const root = folder({ 'a.png': picture(1), 'b.png': picture(2).subarray(0, 60), 'c.png': picture(3) })
    const { code, said, complained } = await run(root, 'prewarm', '*.png', '--query', 'w=8')
    expect(code).toBe(1)
    expect(said).toContain('2 images, 2 outputs')
    expect(complained).toContain('b.png')
    expect(complained).toMatch(/\[SOURCE_\w+\]/)
  })

  test.each([
    [['*.gif', '--query', 'w=8'], '"*.gif" finds no picture'],
    [['a.png'], '--query must ask for something'],
    [['a.png', '--query', 'w=8', '--from', '.'], '--query goes with globs'],
    [[], 'prewarm needs pictures'],
    [['--from', 'gone'], '--from must be a folder that exists, but received "gone"'],
    [['a.png', '--query', 'w=8', '--shard', '5/4'], '--shard must be auto or i/n'],
  ])('%j is refused with the rule', async (args, message) => {
    const root = folder({ 'a.png': picture(1) })
    const { code, complained } = await run(root, 'prewarm', ...args)
    expect(code).toBe(2)
    expect(complained).toContain(message)
  })
})

describe('--shard', () => {
  test('parts are disjoint, balanced, and together everything; equal contents are in one', async () => {
    const names = Array.from({ length: 13 }, (_, number) => `p${number}.png`)
    const files = Object.fromEntries(names.map((name, number) => [name, picture(number)]))
    const root = folder({
      ...files,
      'copy.png': picture(0),
      'main.js': [...names, 'copy.png'].map(name => `import './${name}?w=8;9'`).join('\n'),
    })
    const parts: string[][] = []
    const reports: Report[] = []
    for (const index of [1, 2, 3, 4]) {
      reports.push(await reportOf(root, '--from', '.', '--shard', `${index}/4`, '--cache', `part${index}`))
      parts.push(keysIn(join(root, `part${index}`)))
    }
    expect(reports.map(({ shard }) => shard.pictures).sort()).toEqual([3, 3, 3, 4])
    expect(new Set(reports.map(({ shard }) => shard.set)).size).toBe(1)
    const all = parts.flat()
    expect(new Set(all).size).toBe(all.length)
    await reportOf(root, '--from', '.', '--cache', 'whole')
    expect(all.sort()).toEqual(keysIn(join(root, 'whole')))
  })

  test.each([
    [{ JOB_COMPLETION_INDEX: '0', LAZY_IMAGE_SHARD_TOTAL: '3' }, 1, 3],
    [{ AWS_BATCH_JOB_ARRAY_INDEX: '2', AWS_BATCH_JOB_ARRAY_SIZE: '3' }, 3, 3],
    [{ CI_NODE_INDEX: '1', CI_NODE_TOTAL: '3' }, 1, 3],
    [{ CIRCLE_NODE_INDEX: '1', CIRCLE_NODE_TOTAL: '3' }, 2, 3],
    [{ BUILDKITE_PARALLEL_JOB: '1', BUILDKITE_PARALLEL_JOB_COUNT: '3' }, 2, 3],
    [{ LAZY_IMAGE_SHARD_INDEX: '1', LAZY_IMAGE_SHARD_TOTAL: '3', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '1' }, 2, 3],
  ])('auto takes its part from the environment: %j', (environment, index, total) => {
    expect(readShard('auto', environment)).toEqual({ index, total })
  })

  test.each([
    [{}, 'JOB_COMPLETION_INDEX'],
    [{ CI_NODE_TOTAL: '1' }, 'JOB_COMPLETION_INDEX'],
    [{ JOB_COMPLETION_INDEX: '0' }, 'LAZY_IMAGE_SHARD_TOTAL is not set'],
    [
      { CI_NODE_INDEX: '0', CI_NODE_TOTAL: '3' },
      'CI_NODE_INDEX must be from 1 to 3 where CI_NODE_TOTAL is 3, but is 0',
    ],
    [{ CIRCLE_NODE_INDEX: 'x', CIRCLE_NODE_TOTAL: '3' }, 'CIRCLE_NODE_INDEX must be a whole number, but is "x"'],
  ])('auto that cannot know is refused: %j', (environment, message) => {
    expect(() => readShard('auto', environment)).toThrow(message)
  })

  test('the program reads its own environment', () => {
    const root = folder({ 'a.png': picture(1), 'b.png': picture(2) })
    const ran = spawnSync(process.execPath, [BIN, 'prewarm', '*.png', '--query', 'w=8', '--shard', 'auto', '--json'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], CIRCLE_NODE_INDEX: '1', CIRCLE_NODE_TOTAL: '2' },
    })
    expect(JSON.parse(ran.stdout)).toMatchObject({ pictures: 2, made: 1, shard: { index: 2, total: 2 } })
  })
})

describe('--from', () => {
  test('tells what only running code or a bundler would know, and makes the rest', async () => {
    const root = folder({
      'main.js':
        "import a from 'nobody/a.png?w=8'\nimport b from './b.png?w=9'\nawait import(`@/HOLE.png?w=8`)\nimport.meta.glob(a, { query: '?w=8' })\n".replace(
          'HOLE',
          '$' + '{a}',
        ),
      'b.png': picture(1),
    })
    const report = await reportOf(root, '--from', '.')
    expect(report).toMatchObject({ code: 0, outputs: 1, made: 1 })
    expect(report.unknown.map(({ request }) => request)).toEqual([
      'nobody/a.png?w=8',
      `@/$\{…}.png?w=8`,
      'import.meta.glob(…)',
    ])
    expect(report.complained).toContain('main.js:1:15 nobody/a.png?w=8')
  })

  test('a mistake is told with its file, line and mark, and the exit code is 1', async () => {
    const root = folder({
      'b.png': picture(1),
      'main.js': "\nimport a from './b.png?w=4oo'\nimport b from './b.png?w=8'\n",
    })
    const { code, said, complained } = await run(root, 'prewarm', '--from', '.')
    expect(code).toBe(1)
    expect(complained).toContain('main.js:2:15 ./b.png?w=4oo\n')
    expect(complained).toContain('[DIRECTIVE_INVALID]')
    expect(said).toContain('1 made')
  })

  test('says which configuration it does not read', async () => {
    const root = folder({ 'webpack.config.cjs': '', 'b.png': picture(1), 'main.js': "import './b.png?w=8'\n" })
    expect((await reportOf(root, '--from', '.')).complained).toContain('webpack.config.cjs are not read')
    writeFileSync(join(root, 'lazy-image.config.js'), 'export default {}\n')
    expect((await reportOf(root, '--from', '.')).complained).not.toContain('not read')
  })

  test('reads the options of lazy-image.config.js', async () => {
    const root = folder({
      'lazy-image.config.js': "export default { presets: { card: { w: [8, 9, 10] } }, cache: { dir: 'kept' } }\n",
      'main.js': "import './b.png?preset=card'\n",
    })
    copyFileSync(PHOTO, join(root, 'b.png'))
    expect(await reportOf(root, '--from', '.')).toMatchObject({ code: 0, outputs: 3 })
    expect(keysIn(join(root, 'kept'))).toHaveLength(3)
  })
})
