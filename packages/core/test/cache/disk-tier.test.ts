import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DiskTier, openDiskTier } from '../../dist/cache/disk-tier.js'
import { openMemoryTier } from '../../dist/cache/memory-tier.js'
import { cacheIn } from '../support/cache-in.js'
import { recordedLogger } from '../support/recorded-pipeline.js'
import { entriesIn, scratchFolder } from '../support/scratch-folder.js'
import { entryOf, keyOf } from '../support/test-tier.js'

/** A file that was written an hour ago. */
function oldFile(...path: string[]): string {
  const file = join(...path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'old')
  const then = Date.now() / 1000 - 3600
  utimesSync(file, then, then)
  return file
}

const open = (folder: string, logger = recordedLogger()) => new DiskTier(cacheIn(folder, { retentionMs: 1000 }), logger)

describe('sweeping a folder', () => {
  test('takes entries of every format, however many digits its number has', async () => {
    const folder = scratchFolder()
    for (const format of ['v0', 'v1', 'v2', 'v10']) oldFile(folder, format, 'ab', 'abcd.img')
    await open(folder).sweep()
    expect(entriesIn(folder)).toEqual([])
  })

  test('leaves everything that is no entry of ours', async () => {
    const folder = scratchFolder()
    const foreign = [
      oldFile(folder, 'abcd.img'),
      oldFile(folder, 'v2x', 'abcd.img'),
      oldFile(folder, 'xv2', 'abcd.img'),
      oldFile(folder, 'v', 'abcd.img'),
      oldFile(folder, 'photos', 'abcd.img'),
    ]
    await open(folder).sweep()
    expect(entriesIn(folder)).toEqual(foreign.sort())
  })

  test('does not follow links out of the folder', async () => {
    const [folder, elsewhere] = [scratchFolder(), scratchFolder()]
    const file = oldFile(elsewhere, 'abcd.img')
    symlinkSync(elsewhere, join(folder, 'v1'))
    await open(folder).sweep()
    expect(existsSync(file)).toBe(true)
  })

  test('takes what lies under a used key in another format or place', async () => {
    const folder = scratchFolder()
    const tier = open(folder)
    await tier.write(new Map([[keyOf(1), entryOf(10)]]))
    const [own] = entriesIn(folder)
    oldFile(folder, 'v1', '00', `${keyOf(1)}.img`)
    await tier.sweep()
    expect(entriesIn(folder)).toEqual([own])
  })

  test('of none, or of something else by that name, is no failure', async () => {
    const folder = scratchFolder()
    await expect(open(join(folder, 'missing')).sweep()).resolves.toBeUndefined()
    await expect(open(oldFile(folder, 'file')).sweep()).resolves.toBeUndefined()
  })
})

describe('a folder of entries', () => {
  test('keeps its directories small', async () => {
    const folder = scratchFolder()
    const keys = ['ab12', 'ab34', 'cd56']
    await open(folder).write(new Map(keys.map(key => [key, entryOf(10)])))
    expect(entriesIn(folder).map(file => dirname(file).slice(-2))).toEqual(['ab', 'ab', 'cd'])
  })

  test('loses a damaged entry when it is read, so that it is told once', async () => {
    const folder = scratchFolder()
    const logger = recordedLogger()
    const tier = open(folder, logger)
    await tier.write(new Map([[keyOf(1), entryOf(100)]]))
    const [file = ''] = entriesIn(folder)
    truncateSync(file, readFileSync(file).length - 1)
    expect((await tier.read([keyOf(1)])).size).toBe(0)
    expect((await tier.read([keyOf(1)])).size).toBe(0)
    expect(entriesIn(folder)).toEqual([])
    expect(logger.warnings).toEqual([`The cache entry ${file} is damaged and will be made again`])
  })

  test('that cannot be written is told once for all entries, and not tried again', async () => {
    const blocked = join(scratchFolder(), 'cache')
    writeFileSync(blocked, '')
    const logger = recordedLogger()
    const tier = open(blocked, logger)
    const entries = new Map([1, 2, 3].map(number => [keyOf(number), entryOf(10)]))
    await tier.write(entries)
    rmSync(blocked)
    await tier.write(entries)
    expect(existsSync(blocked)).toBe(false)
    expect(logger.warnings).toEqual([
      expect.stringMatching(/cannot be written \(\w+: .+\); building without it\. Make it writable, or set/),
    ])
  })
})

test('what a folder cannot hold is claimed all the same', async () => {
  const blocked = join(scratchFolder(), 'cache')
  writeFileSync(blocked, '')
  const logger = recordedLogger()
  const claim = await open(blocked, logger).claim([{ key: keyOf(1), source: 'one' }])
  expect([...claim.own]).toEqual([keyOf(1)])
  await claim.settle(keyOf(1))
  await claim.othersAreDone(undefined)
  await claim.release()
  expect(logger.warnings).toHaveLength(1)
})

test('memory holds 128 MiB of outputs', async () => {
  const half = entryOf(0, { data: new Uint8Array(64 * 1024 * 1024) })
  const tier = openMemoryTier()
  const keys = [keyOf(1), keyOf(2), keyOf(3)]
  for (const key of keys.slice(0, 2)) await tier.write(new Map([[key, half]]))
  expect((await tier.read(keys)).size).toBe(2)
  await tier.write(new Map([[keyOf(3), half]]))
  expect((await tier.read(keys)).size).toBe(2)
})

test('a disk is opened only where the options name a folder', () => {
  expect(openDiskTier({ cache: null, root: scratchFolder(), logger: recordedLogger() })).toBeNull()
  expect(
    openDiskTier({ cache: cacheIn(scratchFolder()), root: scratchFolder(), logger: recordedLogger() }),
  ).toBeInstanceOf(DiskTier)
})
