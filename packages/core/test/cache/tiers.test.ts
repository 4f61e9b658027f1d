import { copyFileSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CacheTier } from '../../dist/cache/cache-tier.js'
import { DiskTier } from '../../dist/cache/disk-tier.js'
import { MemoryTier } from '../../dist/cache/memory-tier.js'
import { openTiers } from '../../dist/cache/tiers.js'
import { cacheIn } from '../support/cache-in.js'
import { recordedLogger } from '../support/recorded-pipeline.js'
import { filesIn, scratchFolder } from '../support/scratch-folder.js'
import { testTier } from '../support/test-tier.js'

const folders = new WeakMap<CacheTier, string>()

function openDisk(folder: string, logger = recordedLogger(), retentionMs: number | null = null): DiskTier {
  const tier = new DiskTier(cacheIn(folder, { retentionMs }), logger)
  folders.set(tier, folder)
  return tier
}

function fileOf(tier: CacheTier, key: string): string {
  return filesIn(folders.get(tier) ?? '').find(file => file.endsWith(`${key}.img`)) ?? ''
}

testTier('memory', {
  create: () => new MemoryTier(64 * 1024 * 1024),
  reopen: null,
  damages: {},
  misplace: null,
  createReadOnly: null,
  age: null,
})

testTier('disk', {
  create: logger => openDisk(scratchFolder(), logger),
  reopen: (tier, logger, retentionMs) => openDisk(folders.get(tier) ?? '', logger, retentionMs),
  damages: {
    'with another byte': (tier, key) => {
      const content = readFileSync(fileOf(tier, key))
      content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1)
      writeFileSync(fileOf(tier, key), content)
    },
    'cut short': (tier, key) => truncateSync(fileOf(tier, key), 40),
    'that is empty': (tier, key) => truncateSync(fileOf(tier, key), 0),
    'that is something else': (tier, key) => writeFileSync(fileOf(tier, key), 'something else\n'),
  },
  misplace: (tier, from, to) => copyFileSync(fileOf(tier, from), fileOf(tier, to)),
  createReadOnly: logger => {
    const blocked = join(scratchFolder(), 'a-file')
    writeFileSync(blocked, '')
    return openDisk(join(blocked, 'cache'), logger)
  },
  age: (tier, ms) => {
    const then = (Date.now() - ms) / 1000
    for (const file of filesIn(folders.get(tier) ?? '')) utimesSync(file, then, then)
  },
})

test('every tier of the list is tested above', () => {
  const names = openTiers({ cache: cacheIn(scratchFolder()), root: scratchFolder(), logger: recordedLogger() }).map(
    ({ name }) => name,
  )
  expect(names).toEqual(['memory', 'disk'])
})
