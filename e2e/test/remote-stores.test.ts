import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'

import type { RemoteOptions, RemoteStore } from '@lazy-image/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { S3Store } from '../../packages/core/dist/cache/remote/s3-store.js'
import { prepareStore } from '../../packages/core/dist/cache/remote/stores.js'
import { scratchFolder } from '../support/project.js'
import { startNginx } from '../support/servers/nginx.mjs'
import { startRedis } from '../support/servers/redis.mjs'
import { BUCKET, CREDENTIALS, startMoto, startS3rver } from '../support/servers/s3.mjs'
import type { ServerProcess } from '../support/servers/server-process.mjs'

interface StoreUnderTest {
  start(): Promise<ServerProcess>
  url(server: ServerProcess): string
  options(server: ServerProcess): RemoteOptions
  /** Whether it can tell who was first. */
  leases: boolean
  lists: boolean
}

const s3 = { url: () => `s3://${BUCKET}/cache/of-tests`, lists: true } as const
const s3Options = (server: ServerProcess): RemoteOptions => ({ endpoint: server.origin, credentials: CREDENTIALS })

const STORES: Readonly<Record<string, StoreUnderTest>> = {
  'nginx, WebDAV': {
    start: startNginx,
    url: ({ origin }) => `${origin}/images/{key}`,
    options: () => ({}),
    leases: false,
    lists: false,
  },
  'nginx, names that are hashes': {
    start: startNginx,
    url: ({ origin }) => `${origin}/ac/{hash}?team=a`,
    options: () => ({}),
    leases: false,
    lists: false,
  },
  Redis: { start: startRedis, url: ({ host }) => `redis://${host}/1`, options: () => ({}), leases: true, lists: true },
  'S3 of moto': { ...s3, start: startMoto, options: s3Options, leases: true },
  'S3 that ignores conditions': { ...s3, start: startS3rver, options: s3Options, leases: false },
}

const { signal } = new AbortController()
setMaxListeners(0, signal)
const MOST = 16 * 1024 * 1024

describe.each(Object.entries(STORES))('%s', (_, kind) => {
  let server: ServerProcess
  let store: RemoteStore
  const open = () =>
    prepareStore(kind.url(server), { options: kind.options(server), mayWrite: true, root: scratchFolder() })()
  beforeAll(async () => {
    server = await kind.start()
    store = await open()
  })
  afterAll(async () => {
    await store?.close?.()
    await server?.close()
  })

  test('gives back what was put, to the last byte, to whoever asks', async () => {
    const [small, large] = [randomBytes(1), randomBytes(3_000_000)]
    await store.put('v1/ab/small', small, signal)
    await store.put('v1/ab/large', large, signal)
    const other = await open()
    for (const reader of [store, other]) {
      expect(Buffer.from((await reader.get('v1/ab/small', signal, MOST)) ?? [])).toEqual(small)
      expect(Buffer.from((await reader.get('v1/ab/large', signal, MOST)) ?? []).equals(large)).toBe(true)
    }
    await other.close?.()
  })

  test('has nothing under a key that nobody has put', async () => {
    expect(await store.get('v1/ab/nothing', signal, MOST)).toBeUndefined()
    expect(await store.get('nothing', signal, MOST)).toBeUndefined()
  })

  test('keeps what was put last', async () => {
    for (const text of ['first', 'second']) await store.put('v1/last', Buffer.from(text), signal)
    expect(Buffer.from((await store.get('v1/last', signal, MOST)) ?? []).toString()).toBe('second')
  })

  test('refuses an object of more bytes than it may have', async () => {
    await store.put('v1/long', randomBytes(10_000), signal)
    expect((await store.get('v1/long', signal, 10_000))?.length).toBe(10_000)
    await expect(store.get('v1/long', signal, 9_999)).rejects.toThrow('more than 9999 bytes')
  })

  test('answers many at once', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => `many/${index}`)
    await Promise.all(keys.map(key => store.put(key, Buffer.from(key), signal)))
    const got = await Promise.all(keys.map(key => store.get(key, signal, MOST)))
    expect(got.map(bytes => Buffer.from(bytes ?? []).toString())).toEqual(keys)
  })

  test('tells what it has of some keys', async () => {
    await store.put('has/one', Buffer.from('1'), signal)
    expect(await store.has?.(['has/one', 'has/two'], signal)).toEqual(new Set(['has/one']))
  })

  test('deletes what it is told to, and nothing else', async () => {
    for (const key of ['delete/1', 'delete/2']) await store.put(key, Buffer.from(key), signal)
    await store.delete?.(['delete/1', 'delete/none'], signal)
    expect(await store.get('delete/1', signal, MOST)).toBeUndefined()
    expect(await store.get('delete/2', signal, MOST)).toBeDefined()
  })

  test('ends the wait of a caller that has given up, and works on for others', async () => {
    await store.put('v1/abort', Buffer.from('a'), signal)
    await expect(store.get('v1/abort', AbortSignal.abort(), MOST)).rejects.toThrow()
    expect(await store.get('v1/abort', signal, MOST)).toBeDefined()
  })

  test('is there again when its server is, and says why it is not', async () => {
    await server.stop()
    await expect(store.get('again', signal, MOST)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|closed|other side/)
    await server.start()
    await store.put('again', Buffer.from('a'), signal)
    expect(await store.get('again', signal, MOST)).toBeDefined()
  })

  test('does not wait longer for a server that stands still than the caller does', async () => {
    await server.pause()
    try {
      await expect(store.get('v1/still', AbortSignal.timeout(100), MOST)).rejects.toThrow()
    } finally {
      await server.resume()
    }
  })

  test.runIf(kind.lists)('lists every key that begins so, and no other', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `list/${index}`)
    await Promise.all(['listed/not', ...keys].map(key => store.put(key, Buffer.from(key), signal)))
    const listed: Record<string, number> = {}
    for await (const { key, bytes } of store.list?.('list/', signal) ?? []) listed[key] = bytes
    expect(listed).toEqual(Object.fromEntries(keys.map(key => [key, key.length])))
  })

  describe.runIf(kind.leases)('a lease', () => {
    const take = (key: string, validMs = 60_000) => store.lease?.(key, validMs, signal)

    test('is given to one of many', async () => {
      const taken = await Promise.all(Array.from({ length: 10 }, () => take('lease/one')))
      expect(taken.filter(lease => lease !== null)).toHaveLength(1)
      expect(await store.isLeased?.('lease/one', signal)).toBe(true)
    })

    test('can be prolonged, and given back for others to take', async () => {
      const lease = await take('lease/back')
      expect(await lease?.renew(signal)).toBe(true)
      await lease?.release(signal)
      expect(await store.isLeased?.('lease/back', signal)).toBe(false)
      expect(await take('lease/back')).not.toBeNull()
    })

    test('that is over is taken by one of many, and no longer prolonged', async () => {
      const lost = await take('lease/over', 1)
      // Clocks of S3 count whole seconds.
      await new Promise(resolve => setTimeout(resolve, 1100))
      expect(await store.isLeased?.('lease/over', signal)).toBe(false)
      const taken = await Promise.all(Array.from({ length: 10 }, () => take('lease/over')))
      expect(taken.filter(lease => lease !== null)).toHaveLength(1)
      expect(await lost?.renew(signal)).toBe(false)
    })
  })
})

test('a list of S3 goes on to the last page', async () => {
  const server = await startMoto()
  try {
    const settings = {
      bucket: BUCKET,
      prefix: 'p/',
      endpoint: server.origin,
      region: 'us-east-1',
      root: scratchFolder(),
    }
    const store = new S3Store({ ...settings, credentials: CREDENTIALS, pageKeys: 10 })
    const keys = Array.from({ length: 25 }, (_, index) => `list/${10 + index}`)
    await Promise.all(keys.map(key => store.put(key, Buffer.from(key), signal)))
    const listed: string[] = []
    for await (const { key } of store.list('list/', signal)) listed.push(key)
    expect(listed).toEqual(keys)
  } finally {
    await server.close()
  }
})
