import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DiskTier } from '../../dist/cache/disk-tier.js'
import { cacheIn } from '../support/cache-in.js'
import { recordedLogger } from '../support/recorded-pipeline.js'
import { entriesIn, filesIn, scratchFolder } from '../support/scratch-folder.js'
import { entryOf, keyOf } from '../support/test-tier.js'

const open = (folder: string, logger = recordedLogger()) => new DiskTier(cacheIn(folder), logger)

/** What can come to lie in the place of an entry; `other` is a whole one of another key. */
const DAMAGES: Readonly<Record<string, (file: string, other: string, at: number) => void>> = {
  'a flipped bit': (file, _, at) => {
    const content = readFileSync(file)
    const index = (at * 7919) % content.length
    content.writeUInt8(content.readUInt8(index) ^ (1 << (at % 8)), index)
    writeFileSync(file, content)
  },
  'its beginning alone': (file, _, at) => truncateSync(file, (at * 31) % readFileSync(file).length),
  'something behind it': (file, _, at) =>
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(at + 1)])),
  'an entry of another key': (file, other) => copyFileSync(other, file),
  'an entry of the format before': (file, _, at) =>
    writeFileSync(file, `lazy-image cache 2\n${'0'.repeat(64)} {}\n${at}`),
  'a link to a whole entry elsewhere': (file, other) => {
    rmSync(file)
    symlinkSync(other, file)
  },
  'a link to a device that never ends': file => {
    rmSync(file)
    symlinkSync('/dev/zero', file)
  },
  'a link that leads nowhere': file => {
    rmSync(file)
    symlinkSync('nowhere', file)
  },
  'a pipe that nobody writes to': file => {
    rmSync(file)
    execFileSync('mkfifo', [file])
  },
  'a file of a gigabyte': file => {
    rmSync(file)
    writeFileSync(file, '')
    truncateSync(file, 1024 ** 3)
  },
}

describe('an entry in whose place is', () => {
  let damaged = 0
  test.each(Object.entries(DAMAGES))('%s is a miss, told once for many, and replaced', async (_, damage) => {
    const folder = scratchFolder()
    const entries = new Map(Array.from({ length: 25 }, (_, index) => [keyOf(index), entryOf(300)]))
    const whole = scratchFolder()
    await open(folder).write(entries)
    await open(whole).write(new Map([[keyOf(99), entryOf(300)]]))
    const [other = ''] = entriesIn(whole)
    const files = entriesIn(folder)
    for (const [at, file] of files.slice(0, 20).entries()) damage(file, other, at)

    const logger = recordedLogger()
    const tier = open(folder, logger)
    const keys = [...entries.keys()]
    // Twice, as a build with several batches does.
    expect((await tier.read(keys.slice(0, 10))).size).toBe(0)
    expect([...(await tier.read(keys)).keys()].sort()).toEqual(keys.slice(20))
    expect(logger.warnings).toEqual([
      expect.stringMatching(/^10 cache entries such as .*\.img are damaged and will be/),
    ])
    await tier.write(entries)
    const found = await open(folder, logger).read(keys)
    for (const [key, { data }] of entries) expect(Buffer.from(found.get(key)?.data ?? [])).toEqual(Buffer.from(data))
    expect(logger.warnings).toHaveLength(1)
    expect(readFileSync(other).length).toBeGreaterThan(300)
    damaged += 20
    if (damaged === 20 * Object.keys(DAMAGES).length)
      console.log(`${damaged} entries damaged: ${damaged} missed, 0 served`)
  })

  test('a folder with files is a miss, and what is in it stays', async () => {
    const folder = scratchFolder()
    await open(folder).write(new Map([[keyOf(1), entryOf(10)]]))
    const [file = ''] = entriesIn(folder)
    rmSync(file)
    mkdirSync(file)
    writeFileSync(join(file, 'notes.txt'), 'of somebody')
    const logger = recordedLogger()
    const tier = open(folder, logger)
    expect((await tier.read([keyOf(1)])).size).toBe(0)
    await tier.write(
      new Map([
        [keyOf(1), entryOf(10)],
        [keyOf(2), entryOf(10)],
      ]),
    )
    expect((await tier.read([keyOf(1), keyOf(2)])).size).toBe(1)
    expect(readFileSync(join(file, 'notes.txt'), 'utf8')).toBe('of somebody')
    expect(logger.warnings).toHaveLength(1)
  })
})

describe('a link in the place of a folder of ours', () => {
  test.each(['v3', 'v3/running', 'v3/00'])('%s is not written through', async name => {
    const [folder, elsewhere] = [scratchFolder(), scratchFolder()]
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    symlinkSync(elsewhere, join(folder, name))
    const tier = open(folder)
    await tier.write(new Map([[keyOf(1), entryOf(10)]]))
    await tier.sweep()
    expect(filesIn(elsewhere)).toEqual([])
  })
})
