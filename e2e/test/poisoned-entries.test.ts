import { randomBytes, randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEntry, sealEntry } from '../../packages/core/dist/cache/remote/envelope.js'
import { resolveRemote } from '../../packages/core/dist/cache/remote/resolve-remote.js'
import { generateKeyPair, readSigner } from '../../packages/core/dist/cache/remote/signatures.js'
import { entryName } from '../../packages/core/dist/cache/remote/store-names.js'
import { RemoteTier } from '../../packages/core/dist/cache/remote-tier.js'
import { cacheKey } from '../../packages/core/dist/plan/cache-key.js'
import type { Variant } from '../../packages/core/dist/plan/variant.js'
import { startRedis } from '../support/servers/redis.mjs'
import type { ServerProcess } from '../support/servers/server-process.mjs'

const ENTRIES = 1000

const entryOf = (bytes: number) => ({
  ...{ width: 40, height: 30, quality: 80, score: null, isSource: false, encodeMs: 3 },
  data: randomBytes(bytes),
})

/** The key of the same output by two engines. */
const keyBy = (engine: string, number: number) =>
  cacheKey({ contentHash: String(number) }, { width: 40, height: 30, passes: [] } as unknown as Variant, engine)

const [ours, theirs] = [generateKeyPair(), generateKeyPair()]
const signer = readSigner(ours.privateKey, 'sign')
const stranger = readSigner(theirs.privateKey, 'sign')
const known = (number: number) => keyBy('this engine', number)

/** What somebody who can write the store, and has not the private key, may put under a key. */
const POISONS: Readonly<Record<string, (number: number) => Buffer>> = {
  'one bit is another': number => {
    const sealed = sealEntry(known(number), entryOf(300), signer)
    const at = randomInt(sealed.length)
    sealed[at] = (sealed[at] ?? 0) ^ (1 << randomInt(8))
    return sealed
  },
  'of another key': number => sealEntry(known(number + ENTRIES), entryOf(300), signer),
  'of another engine': number => sealEntry(keyBy('another engine', number), entryOf(300), signer),
  'signed by a stranger': number => sealEntry(known(number), entryOf(300), stranger),
  'not signed': number => sealEntry(known(number), entryOf(300), null),
  'with the signature of another entry': number => {
    const [magic = '', , ...rest] = sealEntry(known(number), entryOf(300), null).toString('latin1').split('\n')
    const [, signature = ''] = sealEntry(known(number), entryOf(300), signer).toString('latin1').split('\n')
    return Buffer.from([magic, signature, ...rest].join('\n'), 'latin1')
  },
  'cut short': number => sealEntry(known(number), entryOf(300), signer).subarray(0, randomInt(1, 500)),
  'no entry at all': () => randomBytes(400),
}

let server: ServerProcess
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server?.close())

test('1,000 tampered entries are refused, told once, and made again', async () => {
  const warnings: string[] = []
  const logger = { info: () => {}, warn: (message: string) => warnings.push(message) }
  const open = (keys: { verify: string } | { sign: string }) => {
    const options = { url: `redis://${server.host}`, project: 'p', branch: 'b', timeout: 60_000, ...keys }
    const remote = resolveRemote({ remote: options, mode: 'readwrite' }, process.cwd())
    if (remote === null) throw new Error('a remote was asked for')
    return { remote, tier: new RemoteTier(remote, logger) }
  }
  const keys = Array.from({ length: ENTRIES }, (_, number) => known(number))
  const whole = new Map(keys.map(key => [key, entryOf(300)]))

  // A build of the CI's, whose ref names all of them.
  const ci = open({ sign: ours.privateKey })
  await ci.tier.write(whole)
  await ci.tier.flush()
  expect(ci.tier.counts.stored).toBe(ENTRIES)

  const store = await ci.remote.open()
  const { signal } = new AbortController()
  const poisons = Object.values(POISONS)
  for (const [number, key] of keys.entries()) {
    const poison = poisons[number % poisons.length]?.(number) ?? Buffer.alloc(0)
    await store.put(entryName(key), poison, signal)
    expect(openEntry(key, poison, ci.remote.verifiers)).toHaveProperty('fault')
  }
  await store.close?.()

  const reader = open({ verify: ours.publicKey })
  const found = await reader.tier.read(keys)
  await reader.tier.flush()
  expect(found.size).toBe(0)
  expect(reader.tier.counts).toEqual({ asked: ENTRIES, hits: 0, refused: ENTRIES, stored: 0 })
  expect(warnings).toEqual([
    expect.stringMatching(/^The remote cache redis:.+ holds something else than it should: v1\//),
  ])
  console.log(`${reader.tier.counts.refused} of ${ENTRIES} tampered entries refused, in ${poisons.length} ways`)

  // What is made again takes the place of what was refused.
  const again = open({ sign: ours.privateKey })
  await again.tier.write(whole)
  await again.tier.flush()
  expect((await open({ verify: ours.publicKey }).tier.read(keys)).size).toBe(ENTRIES)
})
