import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspectFile } from '@lazy-image/core'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { run } from './support/run.js'
import { ICON, PHOTO, remove, scratchFolder } from './support/sample-project.js'

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

interface Report {
  outputs: { source: string; file: string; width: number; height: number; bytes: number; isAsBefore: boolean }[]
  failed: { source: string; code: string; message: string }[]
}

function folder(files: Readonly<Record<string, string>>): string {
  const root = scratchFolder()
  onTestFinished(() => remove(root))
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    if (existsSync(source)) copyFileSync(source, join(root, name))
    else writeFileSync(join(root, name), source)
  }
  return root
}

async function reportOf(root: string, ...args: string[]): Promise<Report & { code: number; complained: string }> {
  const { code, said, complained } = await run(root, 'convert', '--json', ...args)
  return { ...(JSON.parse(said) as Report), code, complained }
}

const filesOf = ({ outputs }: Report) => outputs.map(({ file }) => file)

describe('images that are converted', () => {
  test('lie in the folders of their sources, one name for each output', async () => {
    const root = folder({ 'in/a.jpg': PHOTO, 'in/deep/b.png': ICON, 'in/note.txt': 'no picture' })
    const report = await reportOf(root, 'in/**', '--query', 'w=40&format=webp,png', '--out', 'out')
    expect(report).toMatchObject({ code: 0, failed: [] })
    expect(filesOf(report)).toEqual(['out/a.png', 'out/a.webp', 'out/deep/b.png', 'out/deep/b.webp'])
    expect(await inspectFile(join(root, 'out/a.webp'))).toMatchObject({ format: 'webp', width: 40, height: 27 })
    expect(readFileSync(join(root, 'out/a.webp')).length).toBe(
      report.outputs.find(({ file }) => file === 'out/a.webp')?.bytes,
    )
  })

  test('have the width in their names where several are asked for, whatever a small picture comes to', async () => {
    const root = folder({ 'a.jpg': PHOTO, 'b.png': ICON })
    const report = await reportOf(root, 'a.jpg', 'b.png', '--query', 'w=80,160&format=webp', '--out', 'out')
    expect(filesOf(report)).toEqual(['out/a-160.webp', 'out/a-80.webp', 'out/b-64.webp'])
  })

  test('are named by a pattern', async () => {
    const root = folder({ 'a.jpg': PHOTO })
    const report = await reportOf(
      root,
      'a.jpg',
      '--query',
      'w=40',
      '--out',
      'out',
      '--name',
      '{ext}/{name}@{width}x{height}',
    )
    expect(filesOf(report)).toEqual(['out/jpg/a@40x27.jpg'])
  })

  test('are made once, and written once', async () => {
    const root = folder({ 'package.json': '{}', 'a.jpg': PHOTO })
    const args = ['a.jpg', '--query', 'w=40&format=webp', '--out', 'out']
    expect((await reportOf(root, ...args)).outputs).toMatchObject([{ isAsBefore: false }])
    expect((await reportOf(root, ...args)).outputs).toMatchObject([{ isAsBefore: true }])
  })

  test('follow the options of the project', async () => {
    const root = folder({
      'a.jpg': PHOTO,
      'lazy-image.config.mjs': 'export default { presets: { small: { w: 24, format: "webp" } } }\n',
    })
    const report = await reportOf(root, 'a.jpg', '--query', 'preset=small', '--out', 'out')
    expect(report.outputs).toMatchObject([{ file: 'out/a.webp', width: 24 }])
  })
})

describe('nothing is lost', () => {
  test('where a file is there already: it stays, unless the command line says otherwise', async () => {
    const root = folder({ 'a.jpg': PHOTO, 'b.jpg': PHOTO, 'out/a.webp': 'mine' })
    const args = ['a.jpg', 'b.jpg', '--query', 'w=40&format=webp', '--out', 'out']
    const report = await reportOf(root, ...args)
    expect(report).toMatchObject({ code: 1, failed: [{ source: 'a.jpg', code: 'OUTPUT_COLLISION' }] })
    expect(report.failed[0]?.message).toContain('--overwrite')
    expect(filesOf(report)).toEqual(['out/b.webp'])
    expect(readFileSync(join(root, 'out/a.webp'), 'utf8')).toBe('mine')
    expect((await reportOf(root, ...args, '--overwrite')).code).toBe(0)
    expect(readFileSync(join(root, 'out/a.webp'), 'utf8')).not.toBe('mine')
  })

  test('of a source, though files may be replaced', async () => {
    const root = folder({ 'a.jpg': PHOTO })
    const report = await reportOf(root, 'a.jpg', '--query', 'w=40', '--out', '.', '--overwrite')
    expect(report).toMatchObject({ code: 1, outputs: [], failed: [{ code: 'OUTPUT_COLLISION' }] })
    expect(readFileSync(join(root, 'a.jpg'))).toEqual(readFileSync(PHOTO))
  })

  test('of two outputs with one name: the second is told', async () => {
    const root = folder({ 'a.jpg': PHOTO, 'a.png': ICON })
    const report = await reportOf(root, '*', '--query', 'w=40&format=webp', '--out', 'out')
    expect(report).toMatchObject({ code: 1, failed: [{ code: 'OUTPUT_COLLISION' }] })
    expect(report.failed[0]?.message).toMatch(/would be it and .*a\.(jpg|png); tell them apart by --name/)
    expect(report.outputs).toHaveLength(1)
  })

  test('beside an image that cannot be read', async () => {
    const root = folder({ 'a.jpg': PHOTO, 'bad.jpg': 'This is text' })
    const report = await reportOf(root, '*.jpg', '--query', 'w=40;50&format=webp', '--out', 'out')
    expect(report).toMatchObject({ code: 1, failed: [{ source: 'bad.jpg', code: 'SOURCE_NOT_AN_IMAGE' }] })
    expect(filesOf(report)).toEqual(['out/a-40.webp', 'out/a-50.webp'])
    expect(report.complained).toMatch(/^bad\.jpg: The content is not an image/m)
  })
})

describe('a command line that asks for nothing', () => {
  const cases: [args: string[], message: RegExp][] = [
    [[], /convert needs images, as in/],
    [['a.jpg', '--query', 'w=40'], /--out <folder>/],
    [['*.webp', '--query', 'w=40', '--out', 'out'], /"\*\.webp" finds no picture in/],
    [['a.jpg', '--out', 'out'], /--query must ask for something/],
    [['a.jpg', '--query', 'w=40', '--out', 'out', '--name', '{widht}'], /received "\{widht\}"; did you mean width\?/],
    [['a.jpg', '--query', 'w=40', '--out', 'out', '--name', '../{name}'], /must stay in the folder/],
  ]
  test.each(cases)('is refused, and writes nothing: %j', async (args, message) => {
    const root = folder({ 'a.jpg': PHOTO })
    const { code, complained } = await run(root, 'convert', ...args)
    expect(code).toBe(2)
    expect(complained).toMatch(message)
    expect(existsSync(join(root, 'out'))).toBe(false)
  })
})

test('what is watched is converted anew when it changes, and what comes too, until the process is asked to stop', async () => {
  const root = folder({ 'package.json': '{}', 'in/a.jpg': PHOTO })
  const args = ['convert', 'in/**', '--query', 'w=40&format=webp', '--out', 'out', '--watch']
  const child: ChildProcess = spawn(process.execPath, [BIN, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (told += chunk))
  const ended = new Promise(resolve => child.on('exit', resolve))
  const waitFor = (look: () => void) => vi.waitFor(look, { timeout: 20_000, interval: 50 })
  await waitFor(() => expect(told).toContain('waiting for changes'))
  const before = readFileSync(join(root, 'out/a.webp'))
  copyFileSync(ICON, join(root, 'in/b.png'))
  copyFileSync(ICON, join(root, 'in/a.jpg'))
  await waitFor(() => {
    expect(existsSync(join(root, 'out/b.webp'))).toBe(true)
    expect(readFileSync(join(root, 'out/a.webp'))).not.toEqual(before)
  })
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})
