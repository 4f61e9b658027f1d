import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ImageEngine, Pipeline, silentLogger } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { run } from './support/run.js'
import { scratchFolder } from './support/sample-project.js'

const FIXTURES = fileURLToPath(new URL('../../core/test/fixtures/', import.meta.url))

/** A cache with an entry of each width, used an hour apart: the first was not used for longest. */
async function cacheOf(...widths: number[]): Promise<string> {
  const dir = join(scratchFolder(), 'cache')
  const pipeline = new Pipeline({ cache: { dir }, logger: silentLogger }, FIXTURES)
  for (const [index, width] of widths.entries()) {
    const known = entriesOf(dir)
    await build(pipeline, width)
    const then = Date.now() / 1000 - 3600 * (widths.length - index)
    for (const file of entriesOf(dir).filter(file => !known.includes(file))) utimesSync(file, then, then)
  }
  await pipeline.sweepCache()
  return dir
}

async function build(pipeline: Pipeline, width: number): Promise<number> {
  const snapshot = pipeline.snapshot()
  const planned = await snapshot.plan(`${FIXTURES}small.png?w=${width}`)
  const recipes = planned?.plan.images.map(({ recipe }) => recipe) ?? []
  let encodes = 0
  const stop = pipeline.ledger.subscribe({
    batch: report => {
      encodes += report.encodes
    },
  })
  await snapshot.render(recipes)
  stop()
  return encodes
}

/** Paths of every file below a folder, sorted. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}

function encodesWith(dir: string, width: number): Promise<number> {
  return build(new Pipeline({ cache: { dir, mode: 'read' }, logger: silentLogger }, FIXTURES), width)
}

function entriesOf(dir: string): string[] {
  return existsSync(dir) ? filesIn(dir).filter(file => file.endsWith('.img')) : []
}

async function json(dir: string, ...args: string[]): Promise<{ code: number; told: Record<string, unknown> }> {
  const { code, said, complained } = await run(dirname(dir), 'cache', ...args, '--dir', dir, '--json')
  expect(complained).toBe('')
  return { code, told: JSON.parse(said) }
}

describe('lazy-image cache', () => {
  test('stats tells what is there, and leaves no trace', async () => {
    const dir = await cacheOf(20, 24)
    const bytes = entriesOf(dir).reduce((sum, file) => sum + readFileSync(file).length, 0)
    mkdirSync(join(dir, 'v2', 'ab'), { recursive: true })
    writeFileSync(join(dir, 'v2', 'ab', 'abcd.img'), 'old')
    const before = filesIn(dir)
    expect(await json(dir, 'stats')).toMatchObject({
      code: 0,
      told: { folder: dir, entries: 2, bytes, oldEntries: 1, oldBytes: 3, processes: 0, maxBytes: 10_000_000_000 },
    })
    expect(filesIn(dir)).toEqual(before)
    const { said } = await run(dirname(dir), 'cache', 'stats', '--dir', dir)
    expect(said).toMatch(/^.*cache\n2 entries, .* of .*\nused from \d{4}-.* to .*\n1 entry, 3 B of versions before/)
    const missing = join(dirname(dir), 'missing')
    expect((await json(missing, 'stats')).told).toMatchObject({ entries: 0, firstUse: null })
    expect(existsSync(missing)).toBe(false)
  })

  test('gc keeps what was used last, and what fits', async () => {
    const dir = await cacheOf(20, 24, 28)
    const sizes = entriesOf(dir).map(file => readFileSync(file).length)
    const { told } = await json(dir, 'gc', '--max-size', String(Math.max(...sizes)))
    expect(told).toMatchObject({ removed: 2, entries: 1 })
    expect(await Promise.all([20, 24, 28].map(width => encodesWith(dir, width)))).toEqual([1, 1, 0])
  })

  test('gc goes by the options of the project, and by what it is told', async () => {
    const dir = await cacheOf(20, 24, 28)
    const root = dirname(dir)
    writeFileSync(join(root, 'lazy-image.config.mjs'), `export default { cache: { dir: 'cache', retention: 9000 } }`)
    const first = await run(root, 'cache', 'gc', '--json')
    expect(JSON.parse(first.said)).toMatchObject({ removed: 1, entries: 2 })
    const second = await run(root, 'cache', 'gc', '--retention', '5400', '--json')
    expect(JSON.parse(second.said)).toMatchObject({ removed: 1, entries: 1 })
  })

  test('clear takes all but what a running build uses and what is not ours', async () => {
    const dir = await cacheOf(20, 24)
    const foreign = join(dir, 'notes.txt')
    writeFileSync(foreign, 'of another tool')
    symlinkSync(FIXTURES, join(dir, 'v3', 'aa-link'))
    symlinkSync(FIXTURES, join(dir, 'v1'))
    const child = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { Pipeline, silentLogger } from ${JSON.stringify(import.meta.resolve('@lazy-image/core'))}
const pipeline = new Pipeline({ cache: { dir: ${JSON.stringify(dir)} }, logger: silentLogger }, ${JSON.stringify(FIXTURES)})
const snapshot = pipeline.snapshot()
const planned = await snapshot.plan(${JSON.stringify(`${FIXTURES}small.png?w=20`)})
await snapshot.render(planned.plan.images.map(({ recipe }) => recipe))
console.log('read')
setInterval(() => {}, 1000)`,
    ])
    const exit = once(child, 'exit')
    await once(child.stdout, 'data')
    expect((await json(dir, 'clear')).told).toMatchObject({ removed: 1, entries: 1 })
    expect(await encodesWith(dir, 20)).toBe(0)
    child.kill('SIGKILL')
    await exit
    expect((await json(dir, 'clear')).told).toMatchObject({ removed: 1, entries: 0, strays: 3 })
    expect(filesIn(dir).filter(file => !file.endsWith('sources.index'))).toEqual([foreign])
    expect(existsSync(join(FIXTURES, 'small.png'))).toBe(true)
  })

  test('verify names what is damaged, and deletes it where it is told to', async () => {
    const dir = await cacheOf(20, 24, 28)
    const [first = '', second = ''] = entriesOf(dir)
    truncateSync(first, 100)
    const content = readFileSync(second)
    content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1)
    writeFileSync(second, content)
    const damaged = [first, second].sort()
    expect(await json(dir, 'verify')).toMatchObject({ code: 1, told: { entries: 3, damaged, removed: false } })
    expect(entriesOf(dir)).toHaveLength(3)
    expect(await json(dir, 'verify', '--remove')).toMatchObject({ code: 1, told: { damaged, removed: true } })
    expect(await json(dir, 'verify')).toMatchObject({ code: 0, told: { entries: 1, damaged: [] } })
  })

  test('export and import carry a cache elsewhere, whole entries alone, and a build finds it warm', async () => {
    const dir = await cacheOf(20, 24, 28)
    const [damaged = ''] = entriesOf(dir)
    truncateSync(damaged, 100)
    const archive = join(dirname(dir), 'out', 'images.tar')
    expect((await json(dir, 'export', archive)).told).toMatchObject({ file: archive, entries: 2, damaged: 1 })
    expect(readdirSync(dirname(archive))).toEqual(['images.tar'])
    const other = join(scratchFolder(), 'other')
    expect(await json(other, 'import', archive)).toMatchObject({ code: 0, told: { added: 2, known: 0, damaged: 0 } })
    expect((await json(other, 'import', archive)).told).toMatchObject({ added: 0, known: 2 })
    const encodes = await Promise.all([20, 24, 28].map(width => encodesWith(other, width)))
    expect(encodes.reduce((sum, count) => sum + count, 0)).toBe(1)
    // The times of last uses come along.
    expect((await json(other, 'gc', '--retention', '9000')).told).toMatchObject({ removed: expect.any(Number) })
  })

  test('import takes nothing that is not what was made under its key, wherever it would lie', async () => {
    const dir = await cacheOf(20, 24)
    const [first = '', second = ''] = entriesOf(dir)
    const [a, b] = [readFileSync(first), readFileSync(second)]
    // Each lies under the key of the other, and beside them what has no business there.
    writeFileSync(first, b)
    writeFileSync(second, a)
    const root = dirname(dir)
    mkdirSync(join(root, 'pack', 'v3', 'ab'), { recursive: true })
    renameSync(join(dir, 'v3'), join(root, 'pack', 'v3-of-entries'))
    const archive = join(root, 'hostile.tar')
    const names = [first, second].map(file => file.slice(dir.length + 1).replace('v3/', ''))
    const { tarFile, TAR_END } = await import('../../core/dist/cache/disk/tar.js')
    const files = [
      { name: '../../escaped.img', content: Buffer.from('x'), modified: 1 },
      { name: '../v3/ab/../../../abcd.img', content: Buffer.from('x'), modified: 1 },
      { name: 'v3/ab/cdef.img', content: Buffer.from('x'), modified: 1 },
      ...names.map((name, index) => ({ name: `v3/${name}`, content: index === 0 ? b : a, modified: 1 })),
    ]
    writeFileSync(archive, Buffer.concat([...files.map(tarFile), TAR_END]))
    const other = join(root, 'other')
    expect(await json(other, 'import', archive)).toMatchObject({ code: 1, told: { added: 0, damaged: 3 } })
    expect(filesIn(other)).toEqual([])
    expect(existsSync(join(root, '..', 'escaped.img'))).toBe(false)
  })

  test.each([
    ['an image', (file: string) => ImageEngine.fromPath(`${FIXTURES}pattern.jpg`).toFile(file, 'jpeg'), /is no tar/],
    ['nothing', async (file: string) => writeFileSync(file, ''), /ends too early/],
    ['an archive that is cut off', async (file: string) => writeFileSync(file, Buffer.alloc(100)), /ends too early/],
  ])('import of %s is refused by name', async (_, make, reason) => {
    const root = scratchFolder()
    await make(join(root, 'bad.jpg'))
    const { code, complained } = await run(root, 'cache', 'import', 'bad.jpg', '--dir', 'cache')
    expect(code).toBe(2)
    expect(complained).toMatch(/bad\.jpg cannot be taken in: it /)
    expect(complained).toMatch(reason)
  })

  test('keygen makes a new pair each time, of which builds take one to sign and one to tell', async () => {
    const root = scratchFolder()
    const { code, said } = await run(root, 'cache', 'keygen')
    const [, privateKey = ''] = /^LAZY_IMAGE_CACHE_PRIVATE_KEY=(ed25519-private:\S+)$/m.exec(said) ?? []
    const [, publicKey = ''] = /^LAZY_IMAGE_CACHE_PUBLIC_KEYS=(ed25519-public:\S+)$/m.exec(said) ?? []
    expect([code, privateKey.length > 50, publicKey.length > 50]).toEqual([0, true, true])
    const remote = { url: 'https://cache.test/{key}', sign: privateKey, verify: publicKey }
    expect(() => new Pipeline({ cache: { remote } }, root)).not.toThrow()
    const { said: other } = await run(root, 'cache', 'keygen', '--json')
    expect(JSON.parse(other)).toEqual({
      privateKey: expect.stringMatching(/^ed25519-private:/),
      publicKey: expect.stringMatching(/^ed25519-public:/),
    })
    expect(other).not.toContain(privateKey)
  })

  test.each([
    [['cache'], /needs to be told what to do: stats, gc, verify, clear, export, import, keygen$/],
    [['cache', 'stat'], /received "stat"; did you mean stats\?/],
    [['cache', 'export'], /export needs the path of an archive/],
    [['cache', 'stats', 'more'], /stats takes nothing more, but received "more"/],
    [['cache', 'stats', '--max-size', '1GB'], /stats has no option --max-size/],
    [['cache', 'gc', '--max-size', 'much'], /--max-size must be a number of bytes or a size .*"much"/],
    [['cache', 'gc', '--retention', '7d'], /--retention must be a whole number of seconds.*"7d"/],
    [['cache', 'import', 'nowhere.tar'], /There is no file .*nowhere\.tar/],
  ])('refuses %j', async (args, message) => {
    const { code, complained } = await run(scratchFolder(), ...args)
    expect(code).toBe(2)
    expect(complained).toMatch(message)
  })
})
