import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger, RemoteOptions } from '@lazy-image/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CacheEntry } from '../../packages/core/dist/cache/cache-entry.js'
import { type ResolvedRemote, resolveRemote } from '../../packages/core/dist/cache/remote/resolve-remote.js'
import { entryName, refName } from '../../packages/core/dist/cache/remote/store-names.js'
import { RemoteTier } from '../../packages/core/dist/cache/remote-tier.js'
import { recordedLogger } from '../../packages/core/test/support/recorded-pipeline.js'
import { entryOf, keyOf, testTier } from '../../packages/core/test/support/test-tier.js'
import { startNginx } from '../support/servers/nginx.mjs'
import type { ServerProcess } from '../support/servers/server-process.mjs'
import { until } from '../support/until.js'

let server: ServerProcess
beforeAll(async () => {
  server = await startNginx()
})
afterAll(() => server?.close())

let stores = 0

const SECRET = `hmac:${'s'.repeat(32)}`

/** The address of a new, empty store. */
const newStore = () => `${server.origin}/store${stores++}/{key}`

function resolve(url: string, options: RemoteOptions = {}): ResolvedRemote {
  const all = { url, project: 'p', branch: 'b', defaultBranch: 'b', timeout: 60_000, ...options }
  const remote = resolveRemote({ remote: all, mode: 'readwrite' }, process.cwd())
  if (remote === null) throw new Error('a remote was asked for')
  return remote
}

/** One whose entries are stored when they are written, as a later build finds them. */
class StoredTier extends RemoteTier {
  readonly url: string

  constructor(url: string, logger: Logger, options: RemoteOptions = {}) {
    super(resolve(url, options), logger)
    this.url = url
  }

  override async write(entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
    await super.write(entries)
    await this.flush()
  }
}

/** Where nginx keeps an object. */
function nginxFile(url: string, name: string): string {
  const { pathname } = new URL(url)
  return join(server.folder, 'files', decodeURIComponent(pathname).replace('{key}', name))
}

const fileOf = (tier: unknown, key: string) => nginxFile((tier as StoredTier).url, entryName(key))

testTier('remote', {
  create: logger => new StoredTier(newStore(), logger, { sign: SECRET }),
  reopen: (tier, logger) => new StoredTier((tier as StoredTier).url, logger, { sign: SECRET }),
  damages: {
    'that is cut short': (tier, key) => truncateSync(fileOf(tier, key), readFileSync(fileOf(tier, key)).length - 1),
    'with another byte': (tier, key) => {
      const content = readFileSync(fileOf(tier, key))
      content[content.length - 3] = (content[content.length - 3] ?? 0) ^ 1
      writeFileSync(fileOf(tier, key), content)
    },
    'that is empty': (tier, key) => truncateSync(fileOf(tier, key)),
    'that is something else': (tier, key) => writeFileSync(fileOf(tier, key), '<html>Not here</html>'),
  },
  misplace: (tier, from, to) => copyFileSync(fileOf(tier, from), fileOf(tier, to)),
  createReadOnly: logger => new StoredTier('http://127.0.0.1:9/{key}', logger),
  age: null,
})

let marks = 0

/** The requests of a store, as `GET v1/00/…`. */
async function requestsOf(url: string): Promise<string[]> {
  const { pathname } = new URL(url)
  const folder = decodeURIComponent(pathname).replace('{key}', '')
  const read = () => readFileSync(join(server.folder, 'requests.log'), 'utf8').split('\n')
  // A request is noted behind its answer, and in order.
  const mark = `/mark${marks++} `
  await fetch(`${server.origin}${mark.trim()}`)
  await until(() => read().find(line => line.includes(mark)))
  return read()
    .filter(line => line.includes(folder))
    .map(line => line.replace(folder, ''))
}

const many = (count: number, first = 0) =>
  new Map(Array.from({ length: count }, (_, index) => [keyOf(first + index), entryOf(100)]))

describe('what is asked of a store', () => {
  test('by a build of new pictures is a ref, and few of the keys', async () => {
    const url = newStore()
    const tier = new StoredTier(url, recordedLogger())
    await tier.read([...many(500).keys()])
    await tier.read([...many(500).keys()])
    expect((await requestsOf(url)).filter(line => line.includes('refs/'))).toHaveLength(1)
    expect((await requestsOf(url)).length).toBeLessThan(50)
  })

  test('by a build behind another is that one’s ref, and its keys', async () => {
    const url = newStore()
    const entries = many(100)
    await new StoredTier(url, recordedLogger()).write(entries)
    const before = (await requestsOf(url)).length
    const tier = new StoredTier(url, recordedLogger())
    expect((await tier.read([...entries.keys()])).size).toBe(100)
    await tier.flush()
    expect((await requestsOf(url)).length - before).toBe(101)
  })

  test('by a build that has everything nearer is nothing', async () => {
    const url = newStore()
    const tier = new StoredTier(url, recordedLogger())
    tier.touch(many(100).keys())
    await tier.read([])
    await tier.flush()
    expect(await requestsOf(url)).toEqual([])
  })

  test('finds what another branch has stored, though no ref names it', async () => {
    const url = newStore()
    const entries = many(300)
    await new StoredTier(url, recordedLogger(), { branch: 'other' }).write(entries)
    const tier = new StoredTier(url, recordedLogger(), { branch: 'mine', defaultBranch: 'none' })
    expect((await tier.read([...entries.keys()])).size).toBe(300)
  })

  test('by a new branch is the ref of the default branch', async () => {
    const url = newStore()
    const entries = many(100)
    await new StoredTier(url, recordedLogger(), { branch: 'trunk' }).write(entries)
    const tier = new StoredTier(url, recordedLogger(), { branch: 'mine', defaultBranch: 'trunk' })
    // With the ref, new keys among those that are there are no reason to ask for more than some.
    const keys = [...many(500, 1000).keys(), ...entries.keys()]
    expect((await tier.read(keys)).size).toBe(100)
    expect(tier.counts.asked).toBeLessThan(100 + 50)
  })

  test('is told to later builds with what a nearer tier had, however many builds ago that was stored', async () => {
    const url = newStore()
    const old = many(10)
    await new StoredTier(url, recordedLogger()).write(old)
    for (let build = 1; build < 12; build++) {
      const tier = new StoredTier(url, recordedLogger())
      const fresh = many(1, 100 * build)
      await tier.read([...fresh.keys()])
      tier.touch(old.keys())
      await tier.write(fresh)
    }
    const later = new StoredTier(url, recordedLogger())
    // New keys go before, so that only a ref leads to those behind them.
    expect((await later.read([...many(60, 5000).keys(), ...old.keys()])).size).toBe(10)
  })
})

test('a ref that lies costs questions, and never an entry', async () => {
  const url = newStore()
  const entries = many(5)
  await new StoredTier(url, recordedLogger()).write(entries)
  const file = nginxFile(url, refName('p', 'b'))
  expect(existsSync(file)).toBe(true)
  const lie = Object.fromEntries([...many(50, 900).keys()].map(key => [key, 1]))
  for (const text of [JSON.stringify({ version: 1, generations: [lie] }), 'garbage', '']) {
    writeFileSync(file, text)
    const logger = recordedLogger()
    const tier = new StoredTier(url, logger)
    expect((await tier.read([...entries.keys()])).size).toBe(5)
    expect(logger.warnings).toEqual([])
  }
})

test('a build that may only read stores nothing, and says nothing of it', async () => {
  const url = newStore()
  const logger = recordedLogger()
  const tier = new StoredTier(url, logger, { mode: 'read' })
  await tier.read([keyOf(1)])
  await tier.write(many(3))
  expect((await requestsOf(url)).filter(line => !line.startsWith('GET '))).toEqual([])
  expect(logger.warnings).toEqual([])
})

test('keys that change hands are known together', async () => {
  const url = newStore()
  const [old, fresh] = [`hmac:${'o'.repeat(32)}`, SECRET]
  await new StoredTier(url, recordedLogger(), { sign: old }).write(many(3))
  await new StoredTier(url, recordedLogger(), { sign: fresh }).write(many(3, 10))
  const keys = [...many(3).keys(), ...many(3, 10).keys()]
  const found = async (verify: string[]) => (await new StoredTier(url, recordedLogger(), { verify }).read(keys)).size
  expect([await found([old, fresh]), await found([fresh])]).toEqual([6, 3])
})
