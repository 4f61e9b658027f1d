import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DiskTier } from '../../dist/cache/disk-tier.js'
import type { ResolvedCache } from '../../dist/options/cache-options.js'
import { cacheIn } from '../support/cache-in.js'
import { recordedLogger, recordedPipeline } from '../support/recorded-pipeline.js'
import { renderBytes } from '../support/render-request.js'
import { entriesIn, filesIn, scratchFolder } from '../support/scratch-folder.js'
import { entryOf, keyOf } from '../support/test-tier.js'

const BYTES = 10_000
/** What such an entry takes at most, with its head. */
const STORED = BYTES + 500

const KEYS = Array.from({ length: 10 }, (_, index) => keyOf(index + 1))

const open = (folder: string, cache: Partial<ResolvedCache> = {}) =>
  new DiskTier(cacheIn(folder, cache), recordedLogger())

/** Keeps entries, as a build that is over has done some hours ago. */
async function keep(folder: string, keys: readonly string[], hoursAgo = 0): Promise<void> {
  const tier = open(folder)
  await tier.write(new Map(keys.map(key => [key, entryOf(BYTES)])))
  await tier.sweep()
  if (hoursAgo === 0) return
  const then = Date.now() / 1000 - hoursAgo * 3600
  for (const file of entriesIn(folder).filter(file => keys.includes(basename(file, '.img'))))
    utimesSync(file, then, then)
}

const keysIn = (folder: string) => entriesIn(folder).map(file => basename(file, '.img'))

describe('a cache that is larger than maxSize', () => {
  test('loses what was used longest ago, until it is not', async () => {
    const folder = scratchFolder()
    for (const [index, key] of KEYS.entries()) await keep(folder, [key], 24 - index)
    await open(folder, { maxBytes: 4 * STORED }).sweep()
    expect(keysIn(folder)).toEqual(KEYS.slice(6))
  })

  test('keeps what a later build has read, whatever was written since', async () => {
    const folder = scratchFolder()
    const [first = '', ...others] = KEYS
    await keep(folder, [first])
    // As long as builds are apart at the least.
    await wait(100)
    for (const key of others) await keep(folder, [key])
    await wait(100)
    const reader = open(folder)
    await reader.read([first])
    await reader.sweep()
    const writer = open(folder, { maxBytes: 2 * STORED })
    await writer.write(new Map([[keyOf(50), entryOf(BYTES)]]))
    await writer.sweep()
    expect(keysIn(folder)).toEqual([first, keyOf(50)])
  })

  test('keeps all that the build that is over has used, however much that is', async () => {
    const folder = scratchFolder()
    await keep(folder, KEYS, 5)
    const tier = open(folder, { maxBytes: 1000 })
    await tier.read(KEYS.slice(0, 3))
    await tier.write(new Map([[keyOf(50), entryOf(BYTES)]]))
    await tier.sweep()
    expect(keysIn(folder)).toEqual([...KEYS.slice(0, 3), keyOf(50)])
    await open(folder, { maxBytes: 0 }).sweep()
    expect(keysIn(folder)).toEqual([])
  })

  test('keeps what another process uses, until that is gone, even by a kill', async () => {
    const folder = scratchFolder()
    await keep(folder, KEYS, 5)
    const program = fileURLToPath(new URL('../support/use-entries.mjs', import.meta.url))
    const child = spawn(process.execPath, [program, folder, ...KEYS.slice(4, 7)])
    const exit = once(child, 'exit')
    await once(child.stdout, 'data')
    await open(folder, { maxBytes: 0 }).sweep()
    expect(keysIn(folder)).toEqual(KEYS.slice(4, 7))
    child.kill('SIGKILL')
    await exit
    await open(folder, { maxBytes: 1 }).sweep()
    expect(filesIn(folder)).toEqual([])
  })

  test('counts formats before this one, and loses them first when they are older', async () => {
    const folder = scratchFolder()
    await keep(folder, KEYS.slice(0, 2), 1)
    renameSync(join(folder, 'v3'), join(folder, 'v2'))
    for (const file of entriesIn(folder)) utimesSync(file, 1, 1)
    await keep(folder, KEYS.slice(2, 4))
    await open(folder, { maxBytes: 3 * STORED }).sweep()
    expect(keysIn(folder)).toEqual([KEYS[1], ...KEYS.slice(2, 4)])
  })

  test('loses nothing that is not named as ours', async () => {
    const folder = scratchFolder()
    await keep(folder, KEYS.slice(0, 2))
    const foreign = [
      'notes.txt',
      'v3/notes.txt',
      'v3/00/notes.img',
      'v3/00/deadbeef.img',
      'v3/zz/abcd.img',
      'v4x/ab/abcd.img',
    ]
    for (const name of foreign) {
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), 'of another tool')
      utimesSync(join(folder, name), 1, 1)
    }
    await open(folder, { maxBytes: 0, retentionMs: 1 }).sweep()
    expect(filesIn(folder)).toEqual(foreign.map(name => join(folder, name)).sort())
  })

  test('is not looked through again when nothing was written and a day has not gone by', async () => {
    const folder = scratchFolder()
    await keep(folder, KEYS)
    const before = entriesIn(folder)
    // By other bounds it would be another matter.
    utimesSync(before[0] ?? '', 1, 1)
    await open(folder).sweep()
    expect(entriesIn(folder)).toEqual(before)
    await open(folder, { retentionMs: 3_600_000 }).sweep()
    expect(entriesIn(folder)).toEqual(before.slice(1))
    utimesSync(before[1] ?? '', 1, 1)
    const writer = open(folder, { retentionMs: 3_600_000 })
    await writer.write(new Map([[keyOf(50), entryOf(BYTES)]]))
    await writer.sweep()
    expect(entriesIn(folder)).toEqual([...before.slice(2), expect.stringContaining(keyOf(50))])
  })
})

test('what killed processes have left where no owner is known goes when it is an hour old', async () => {
  const folder = scratchFolder()
  await keep(folder, KEYS.slice(0, 1))
  const [entry = ''] = entriesIn(folder)
  const id = '00000000-0000-4000-8000-000000000000'
  const left = [`${entry}.${id}.tmp`, join(folder, `sources.index.${id}.tmp`), join(folder, 'v2/claims', KEYS[0] ?? '')]
  mkdirSync(join(folder, 'v2/claims'), { recursive: true })
  for (const [index, file] of left.entries()) {
    writeFileSync(file, 'half')
    const then = Date.now() / 1000 - 3500 - index * 200
    utimesSync(file, then, then)
  }
  await open(folder, { retentionMs: 7_200_000 }).sweep()
  expect(filesIn(folder)).toEqual([entry, left[0]].sort())
})

test('a process that exits in the middle leaves nothing but entries', () => {
  const folder = scratchFolder()
  const program = fileURLToPath(new URL('../support/exit-while-claiming.mjs', import.meta.url))
  const { status } = spawnSync(process.execPath, [program, folder, ...KEYS.slice(0, 3)])
  expect(status).toBe(3)
  expect(filesIn(folder)).toEqual([])
})

test('a build that uses what the last one has used notes nothing', async () => {
  const folder = scratchFolder()
  await keep(folder, KEYS, 5)
  const timesOf = () => entriesIn(folder).map(file => statSync(file).mtimeMs)
  const read = async () => {
    const tier = open(folder)
    await tier.read(KEYS)
    await tier.sweep()
  }
  await read()
  const noted = timesOf()
  expect(Math.min(...noted)).toBeGreaterThan(Date.now() - 60_000)
  await read()
  expect(timesOf()).toEqual(noted)
})

describe('a cache with the mode', () => {
  test('read is used, and not changed in the least', async () => {
    const folder = scratchFolder()
    await renderBytes(recordedPipeline({ cache: { dir: folder } }).pipeline, 'small.png?w=20')
    await renderBytes(recordedPipeline({ cache: { dir: folder } }).pipeline, 'small.png?w=24')
    const [damaged = ''] = entriesIn(folder)
    writeFileSync(damaged, 'damaged')
    const look = () => filesIn(folder).map(file => [file, readFileSync(file, 'latin1'), statSync(file).mtimeMs])
    const before = look()
    const { pipeline, reports, logger } = recordedPipeline({ cache: { dir: folder, mode: 'read', maxSize: 0 } })
    for (const width of [20, 24, 28]) await renderBytes(pipeline, `small.png?w=${width}`)
    await pipeline.sweepCache()
    expect(reports.map(({ cacheHits, encodes }) => cacheHits - encodes).sort()).toEqual([-1, -1, 1])
    expect(logger.warnings).toEqual([expect.stringContaining(damaged)])
    expect(look()).toEqual(before)
  })

  test('read needs no folder, and makes none', async () => {
    const folder = join(scratchFolder(), 'missing')
    const { pipeline, logger } = recordedPipeline({ cache: { dir: folder, mode: 'read' } })
    await renderBytes(pipeline, 'small.png?w=20')
    await pipeline.sweepCache()
    expect(() => statSync(folder)).toThrow('ENOENT')
    expect(logger.warnings).toEqual([])
  })

  test('off is none', async () => {
    const folder = join(scratchFolder(), 'missing')
    const { pipeline } = recordedPipeline({ cache: { dir: folder, mode: 'off' } })
    await renderBytes(pipeline, 'small.png?w=20')
    expect(pipeline.options.cache).toBeNull()
    expect(() => statSync(folder)).toThrow('ENOENT')
  })
})

describe('a cache that was carried elsewhere', () => {
  const carry: Record<string, (from: string, to: string) => void> = {
    'by a copy with new times': (from, to) => cpSync(from, to, { recursive: true }),
    'by an archive': (from, to) => {
      mkdirSync(to)
      execFileSync('sh', ['-c', `tar -C '${from}' -cf - . | tar -C '${to}' -xf -`])
    },
    'by an archive, with times of the restore': (from, to) => {
      mkdirSync(to)
      execFileSync('sh', ['-c', `tar -C '${from}' -cf - . | tar -C '${to}' -mxf -`])
    },
    'while a process was at work': (from, to) => cpSync(from, to, { recursive: true, preserveTimestamps: true }),
  }
  test.each(Object.entries(carry))('%s is whole there, and tells nothing of where it was', async (how, take) => {
    const from = scratchFolder()
    const first = recordedPipeline({ cache: { dir: from } })
    const bytes = await renderBytes(first.pipeline, 'small.png?w=20')
    if (how !== 'while a process was at work') await first.pipeline.sweepCache()
    const to = join(scratchFolder(), 'elsewhere')
    take(from, to)
    rmSync(from, { recursive: true })
    for (const file of filesIn(to)) expect(readFileSync(file, 'latin1')).not.toContain(from)
    const { pipeline, reports, logger } = recordedPipeline({ cache: { dir: to } })
    expect(await renderBytes(pipeline, 'small.png?w=20')).toEqual(bytes)
    expect(reports).toMatchObject([{ cacheHits: 1, encodes: 0 }])
    expect(logger.warnings).toEqual([])
  })
})

test('a folder that vanishes while a build is at work is made anew, and no word is lost of it', async () => {
  const folder = scratchFolder()
  const { pipeline, logger } = recordedPipeline({ cache: { dir: folder } })
  await renderBytes(pipeline, 'small.png?w=20')
  rmSync(folder, { recursive: true })
  await renderBytes(pipeline, 'small.png?w=24')
  expect(entriesIn(folder)).toHaveLength(1)
  await pipeline.sweepCache()
  expect(logger.warnings).toEqual([])
})
