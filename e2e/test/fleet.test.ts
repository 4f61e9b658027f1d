import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { engineInfo } from '@lazy-image/core'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { runProgram } from '../support/command-line.js'
import { interrupt } from '../support/fleet/disturb.mjs'
import { Fleet } from '../support/fleet/fleet.mjs'
import { makePictures, OUTPUTS, QUERY } from '../support/fleet/pictures.mjs'
import { ProcessorShare } from '../support/fleet/processor-share.mjs'
import { Machine, OUTPUTS_OF_SOURCE } from '../support/machine.js'

// Real workers, each a process, around a real Redis and a real nginx. What counts is what the store has, and how often each was put there.

let fleet: Fleet
let queue: Queue

/** Slow enough for something to happen in the middle of work. */
const SHARE = new ProcessorShare(0.12)

beforeAll(async () => {
  fleet = await Fleet.start()
  queue = new Queue(`lazy-image-${engineInfo().fingerprint.slice(0, 16)}`, {
    connection: { url: fleet.queue, maxRetriesPerRequest: null },
  })
  queue.on('error', () => {})
})

afterAll(async () => {
  await queue.close()
  await fleet.close()
})

afterEach(async () => {
  await fleet.stopWorkers()
  await queue.obliterate({ force: true })
  fleet.told = []
})

let seeds = 0

function pictures(count: number): string {
  const { folder, remove } = makePictures(count, `test ${seeds++}`)
  onTestFinished(remove)
  return folder
}

const ask = (folder: string) => fleet.prewarm(folder, 'photos/*.jpg', '--query', QUERY)

/** How often each output of some pictures was stored. */
async function storedOf(folder: string): Promise<{ lost: number; twice: number }> {
  const again = await ask(folder)
  const count = readdirSync(join(folder, 'photos')).length * OUTPUTS
  expect(again.report).toMatchObject({ outputs: count, failed: [] })
  const before = fleet.storedTimes()
  return { lost: again.report.made, twice: [...before.values()].reduce((sum, times) => sum + times - 1, 0) }
}

describe('two workers', () => {
  test('decode each source once, store each output once, and leave nothing to be made', async () => {
    const folder = pictures(6)
    await Promise.all([fleet.addWorker(), fleet.addWorker()])
    const { code, report, complained } = await ask(folder)
    expect(code, complained).toBe(0)
    expect(report).toMatchObject({ outputs: 24, made: 24, decodes: 6, encodes: 24, failed: [] })
    expect(complained).toContain('6 of 6 images, 2 workers')
    expect(await storedOf(folder)).toEqual({ lost: 0, twice: 0 })
    // The names are the keys that a machine alone comes to.
    const alone = await runProgram(folder, process.execPath, ...prewarmAlone(folder))
    expect(alone.code, alone.text).toBe(0)
    const keys = readdirSync(join(folder, 'alone'), { recursive: true, encoding: 'utf8' })
      .map(name => /[0-9a-f]{32}/.exec(name)?.[0])
      .filter(key => key !== undefined)
    const stored = fleet.storedTimes()
    expect(keys.filter(key => !stored.has(key))).toEqual([])
    expect(keys).toHaveLength(24)
  })

  test('give a damaged picture up by its name, which hides no other, and take it again when they are asked', async () => {
    const folder = pictures(3)
    const whole = readFileSync(join(folder, 'photos/1.jpg'))
    writeFileSync(join(folder, 'photos/1.jpg'), whole.subarray(0, 20_000))
    await fleet.addWorker()
    const { code, report, complained } = await ask(folder)
    expect(code).toBe(1)
    expect(report).toMatchObject({ made: 8, failed: [{ image: 'photos/1.jpg' }] })
    expect(complained).toMatch(/Given up: photos\/1\.jpg: .*\[SOURCE_TRUNCATED\]/)
    expect(complained).not.toContain('lazy-image-worker-')
    const dead = await worker('--dead')
    expect(dead.text).toMatch(/^photos\/1\.jpg: .*\(tried 1×\)$/m)
    expect((await worker('--revive')).text).toContain('1 images are back on the queue')
  })
})

describe('a build', () => {
  test('encodes nothing of what workers made and signed, and trusts nobody else', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const text = (key: KeyObject) => key.export({ format: 'jwk' })
    const sign = `ed25519-private:${text(privateKey).d}`
    const verify = `ed25519-public:${text(publicKey).x}`
    const machine = new Machine(3)
    const config = { LAZY_IMAGE_CACHE_PRIVATE_KEY: sign }
    await fleet.addWorker({ env: config })
    const { code, report, complained } = await fleet.prewarm(machine.project.root, '--from', '.')
    expect(code, complained).toBe(0)
    expect(report).toMatchObject({ outputs: 3 * OUTPUTS_OF_SOURCE, made: 3 * OUTPUTS_OF_SOURCE })
    const warm = await machine.build({ url: fleet.cache, verify })
    expect(warm).toMatchObject({ encodes: 0, decodes: 0, warnings: [] })
    // An empty machine that trusts another key.
    const other = `ed25519-public:${text(generateKeyPairSync('ed25519').publicKey).x}`
    expect(await new Machine(3).build({ url: fleet.cache, verify: other })).toMatchObject({ encodes: 9 })
  })

  test('a worker that could sign nothing others believe does not begin', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const verify = `ed25519-public:${publicKey.export({ format: 'jwk' }).x}`
    const begun = fleet.addWorker({ env: { LAZY_IMAGE_CACHE_PUBLIC_KEYS: verify } })
    await expect(begun).rejects.toThrow('set cache.remote.sign')
  })
})

/** The program with nothing to do but an errand. */
function worker(...args: string[]) {
  return runProgram(fleet.nginx.folder, process.execPath, BIN, 'worker', '--queue', fleet.queue, ...args)
}

const BIN = join(import.meta.dirname, '../../packages/cli/dist/bin.js')

function prewarmAlone(folder: string): string[] {
  return [BIN, 'prewarm', 'photos/*.jpg', '--query', QUERY, '--cache', join(folder, 'alone')]
}

interface Job {
  version: number
  source: Record<string, unknown>
  rules: Record<string, unknown>
  orders: Record<string, unknown>[]
}

describe('a job is somebody else’s data', () => {
  test('whatever breaks a rule is given up, with nothing made of it, and the worker goes on', async () => {
    const folder = pictures(1)
    const asked = fleet.prewarm(folder, 'photos/*.jpg', '--query', QUERY, '--patience', '1')
    expect((await asked).report.failed).toMatchObject([{ code: 'TIMEOUT' }])
    const [job] = (await queue.getJobs()) as { id: string; data: Job }[]
    if (job === undefined) throw new Error('there is no job')
    await queue.obliterate({ force: true })
    const other = 'f'.repeat(64)
    const otherKey = 'e'.repeat(32)
    mkdirSync(join(fleet.nginx.folder, 'files/sources/ff'), { recursive: true })
    const { hash } = job.data.source as { hash: string }
    cpSync(
      join(fleet.nginx.folder, 'files/sources', hash.slice(0, 2), hash),
      join(fleet.nginx.folder, 'files/sources/ff', other),
    )
    const wrong: Readonly<Record<string, (data: Job) => unknown>> = {
      nothing: () => null,
      version: data => ({ ...data, version: 2 }),
      path: data => ({ ...data, source: { ...data.source, hash: '../../secret' } }),
      extension: data => ({ ...data, source: { ...data.source, extension: '../../x.jpg' } }),
      size: data => ({ ...data, source: { ...data.source, bytes: 1e15 } }),
      content: data => ({ ...data, source: { ...data.source, hash: other } }),
      rules: data => ({ ...data, rules: { ...data.rules, strict: 'never' } }),
      'no orders': data => ({ ...data, orders: [] }),
      'many orders': data => ({ ...data, orders: Array.from({ length: 10_001 }, () => data.orders[0]) }),
      placeholder: data => ({ ...data, orders: [{ ...data.orders[0], placeholder: '__proto__' }] }),
      key: data => ({ ...data, orders: [{ ...data.orders[0], key: otherKey, query: `w=10&k=${otherKey}` }] }),
      mistake: data => ({ ...data, orders: [{ ...data.orders[0], key: otherKey, query: `w=-1&k=${otherKey}` }] }),
      large: data => ({
        ...data,
        orders: [{ ...data.orders[0], key: otherKey, query: `w=65535&allowUpscale&format=png&k=${otherKey}` }],
      }),
      open: data => ({ ...data, orders: [{ ...data.orders[0], query: 'w=10' }] }),
      'not a text': data => ({ ...data, source: { ...data.source, name: { toString: 1 } }, version: '1' }),
    }
    await queue.addBulk(
      Object.entries(wrong).map(([jobId, change]) => ({
        name: 'source',
        data: change(structuredClone(job.data)),
        opts: { jobId: `wrong ${jobId}`, attempts: 10 },
      })),
    )
    await fleet.addWorker()
    const { code, complained } = await ask(folder)
    expect(code, complained).toBe(0)
    const failed = await queue.getFailed()
    expect(failed.map(({ id }) => id).sort()).toEqual(
      Object.keys(wrong)
        .map(name => `wrong ${name}`)
        .sort(),
    )
    expect(failed.map(({ attemptsMade }) => attemptsMade)).toEqual(failed.map(() => 1))
    expect(fleet.storedTimes().has(otherKey)).toBe(false)
    expect(await storedOf(folder)).toMatchObject({ lost: 0 })
  })
})

test('a source that the store does not take fails alone', async () => {
  const folder = pictures(2)
  // Beyond what the server takes of one request.
  const whole = readFileSync(join(folder, 'photos/0.jpg'))
  writeFileSync(join(folder, 'photos/0.jpg'), Buffer.concat([whole, Buffer.alloc(65 * 1024 * 1024)]))
  await fleet.addWorker()
  const { code, report, complained } = await ask(folder)
  expect(code).toBe(1)
  expect(report).toMatchObject({ made: OUTPUTS, failed: [{ image: 'photos/0.jpg' }] })
  expect(complained).toContain('its source cannot be stored')
})

/** Slow workers on the same servers, which end with the test whatever becomes of it. */
function slowFleet(): Fleet {
  const held = new Fleet(fleet.redis, fleet.nginx, SHARE)
  onTestFinished(() => {
    for (const worker of held.workers) worker.kill('SIGKILL')
  })
  return held
}

describe('what happens to machines', () => {
  test('a killed worker, a queue and a store that end in the middle: nothing is lost', async () => {
    const held = slowFleet()
    const folder = pictures(16)
    await Promise.all([held.addWorker(), held.addWorker()])
    const asking = ask(folder)
    await until(() => held.told.length >= 3)
    held.workers[0]?.kill('SIGKILL')
    await held.addWorker()
    await Promise.all([interrupt(fleet.redis, 0, 1000)(), interrupt(fleet.nginx, 500, 1000)()])
    const { code, complained } = await asking
    expect(code, complained).toBe(0)
    const { lost, twice } = await storedOf(folder)
    expect(lost).toBe(0)
    // What the killed worker, or one that the queue had lost sight of, had in hand.
    expect(twice).toBeLessThanOrEqual(3 * OUTPUTS)
    await held.stopWorkers()
  })

  test('a worker that is told to stop finishes its source and gives back the rest', async () => {
    const held = slowFleet()
    const folder = pictures(6)
    const first = await held.addWorker()
    const asking = ask(folder)
    await until(() => held.told.length >= 1)
    const ended = once(first, 'exit')
    first.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(held.told.every(({ error }) => error === undefined)).toBe(true)
    expect(await queue.getActiveCount()).toBe(0)
    expect(held.told.length).toBeLessThan(6)
    await fleet.addWorker()
    const { code, complained } = await asking
    expect(code, complained).toBe(0)
    expect(held.told.length + fleet.told.length).toBe(6)
  })

  test('without time to finish it, it gives back what it has in hand', async () => {
    const held = slowFleet()
    const folder = pictures(2)
    const first = await held.addWorker({ args: ['--grace', '0'] })
    const asking = ask(folder)
    await until(async () => (await queue.getActiveCount()) > 0)
    const ended = once(first, 'exit')
    first.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    expect(await queue.getJobCounts('active', 'waiting', 'delayed')).toEqual({ active: 0, waiting: 2, delayed: 0 })
    await fleet.addWorker()
    const { code, complained } = await asking
    expect(code, complained).toBe(0)
    expect(await queue.getFailedCount()).toBe(0)
  })

  test('what a queue has forgotten is put there again', async () => {
    const held = slowFleet()
    const folder = pictures(6)
    await held.addWorker()
    const asking = ask(folder)
    await until(() => held.told.length >= 2)
    const redis = new Redis(fleet.queue)
    await redis.flushall()
    redis.disconnect()
    const { code, complained } = await asking
    expect(code, complained).toBe(0)
    expect(await storedOf(folder)).toMatchObject({ lost: 0 })
    await held.stopWorkers()
  })
})

describe('addresses that are none', () => {
  test.each([
    [['worker', '--queue', 'http://a'], 'Option --queue must be the address of a Redis'],
    [['worker', '--queue', 'redis://127.0.0.1:1'], 'The queue redis://127.0.0.1:1 cannot be used'],
    [['worker'], 'worker needs the queue'],
    [
      ['prewarm', '*.jpg', '--query', 'w=8', '--queue', 'redis://u:secret@127.0.0.1:1'],
      'redis://127.0.0.1:1 cannot be used',
    ],
  ])('%j is refused at once', async (args, message) => {
    const { code, text } = await runProgram(join(pictures(1), 'photos'), process.execPath, BIN, ...args)
    expect(code).toBe(2)
    expect(text).toContain(message)
    expect(text).not.toContain('secret')
  })

  test('a queue without a store that machines share is refused', async () => {
    const { code, text } = await worker()
    expect(code).toBe(2)
    expect(text).toContain('need a store that they share')
  })
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(50)
}
