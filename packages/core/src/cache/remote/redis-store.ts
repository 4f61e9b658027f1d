import { randomUUID } from 'node:crypto'
import type { RemoteStore, StoredObject, StoreLease } from '../../options/remote-store.js'
import { loadPeer } from './load-peer.js'
import { RedisLease } from './redis-lease.js'
import { OversizeError, StoreError } from './store-error.js'

/** Keys that a list asks for at once, and that are deleted at once. */
const PAGE = 1000

/** What an answer has besides its bytes. */
const FRAME_BYTES = 1024

/** What a server says of itself to whoever connects. */
const GREETING_BYTES = 64 * 1024

/** What of ioredis is used. */
export interface RedisClient {
  readonly status: string
  readonly stream: NodeJS.Socket & { unref?(): void }
  on(event: string, listener: (value: Error) => void): unknown
  connect(): Promise<void>
  disconnect(): void
  callBuffer(command: string, args: (string | Buffer | number)[]): Promise<unknown>
}

type RedisClass = new (url: string, options: Record<string, unknown>) => RedisClient

export interface RedisStoreSettings {
  url: string
  /** Seconds that an object is kept after it was last used. */
  ttl: number
  /** Whether using an object may say so. */
  mayWrite: boolean
  /** The project's folder. */
  root: string
}

/** What begins every key, so that others can use the same database. */
const PREFIX = 'lazy-image:'

/** Redis, Valkey, or what speaks like them. */
export class RedisStore implements RemoteStore {
  readonly name: string
  readonly #settings: RedisStoreSettings
  #ready: Promise<RedisClient> | undefined
  /** The one that is, or will be, ready. */
  #client: RedisClient | undefined
  /** What may come before the connection counts as one that never ends. */
  #allowedBytes = 0

  constructor(settings: RedisStoreSettings) {
    this.#settings = settings
    const { protocol, host, pathname } = new URL(settings.url)
    this.name = `${protocol}//${host}${pathname}`
  }

  async get(key: string, signal: AbortSignal, maxBytes: number): Promise<Uint8Array | undefined> {
    // Nothing that we keep is empty, so that an empty part is an absent value.
    const asked = this.#call(signal, maxBytes, 'GETRANGE', PREFIX + key, 0, maxBytes)
    const touched = this.#settings.mayWrite && this.#call(signal, 0, 'EXPIRE', PREFIX + key, this.#settings.ttl)
    const [value] = await Promise.all([asked, touched])
    if (!Buffer.isBuffer(value)) throw new StoreError('it gives something else than bytes')
    if (value.length > maxBytes) throw OversizeError.beyond(maxBytes)
    return value.length === 0 ? undefined : value
  }

  async put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    await this.#call(signal, 0, 'SET', PREFIX + key, value, 'EX', this.#settings.ttl)
  }

  async has(keys: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const answers = await Promise.all(keys.map(key => this.#call(signal, 0, 'EXISTS', PREFIX + key)))
    return new Set(keys.filter((_, index) => answers[index] === 1))
  }

  async *list(prefix: string, signal: AbortSignal): AsyncGenerator<StoredObject> {
    const pattern = `${PREFIX}${prefix.replace(/[*?[\]\\]/g, '\\$&')}*`
    for (let cursor = '0', isFirst = true; isFirst || cursor !== '0'; isFirst = false) {
      const page = await this.#call(signal, PAGE * FRAME_BYTES, 'SCAN', cursor, 'MATCH', pattern, 'COUNT', PAGE)
      const [next, found] = page as [Buffer, Buffer[]]
      cursor = next.toString()
      const sizes = await Promise.all(found.map(key => this.#call(signal, 0, 'STRLEN', key)))
      for (const [index, key] of found.entries()) {
        yield { key: key.toString().slice(PREFIX.length), bytes: Number(sizes[index]) }
      }
    }
  }

  async delete(keys: readonly string[], signal: AbortSignal): Promise<void> {
    for (let first = 0; first < keys.length; first += PAGE) {
      await this.#call(signal, 0, 'UNLINK', ...keys.slice(first, first + PAGE).map(key => PREFIX + key))
    }
  }

  async lease(key: string, validMs: number, signal: AbortSignal): Promise<StoreLease | null> {
    const owner = randomUUID()
    const answer = await this.#call(signal, 0, 'SET', PREFIX + key, owner, 'NX', 'PX', validMs)
    if (answer === null) return null
    return new RedisLease((sent, ...args) => this.#call(sent, 0, ...args), PREFIX + key, owner, validMs)
  }

  async isLeased(key: string, signal: AbortSignal): Promise<boolean> {
    return (await this.#call(signal, 0, 'EXISTS', PREFIX + key)) === 1
  }

  async close(): Promise<void> {
    this.#ready = undefined
    this.#client?.disconnect()
  }

  async #call(
    signal: AbortSignal,
    maxBytes: number,
    command: string,
    ...args: (string | Buffer | number)[]
  ): Promise<unknown> {
    signal.throwIfAborted()
    this.#ready ??= this.#connect()
    try {
      const client = await untilAborted(this.#ready, signal)
      this.#allowedBytes += maxBytes + FRAME_BYTES
      return await untilAborted(client.callBuffer(command, args), signal)
    } catch (error) {
      if (signal.aborted || error instanceof StoreError) throw error
      const message = error instanceof Error ? error.message : String(error)
      // The server has spoken: it does not know whoever asks, or what is asked.
      throw new StoreError(message, /^(?:NOAUTH|WRONGPASS|NOPERM|ERR unknown)/.test(message), error)
    } finally {
      if (signal.aborted) await this.close()
    }
  }

  async #connect(): Promise<RedisClient> {
    const peer = await loadPeer('ioredis', 'A remote cache in Redis', this.#settings.root)
    const Redis = (peer['Redis'] ?? peer['default']) as RedisClass
    const client = new Redis(this.#settings.url, {
      lazyConnect: true,
      enableOfflineQueue: true,
      enableReadyCheck: false,
      maxRetriesPerRequest: 0,
      // Whoever asks decides when to ask again: this connection is over.
      retryStrategy: () => null,
    })
    let failure: Error | undefined
    client.on('error', error => {
      failure = error
    })
    this.#client = client
    client.on('end', () => {
      if (this.#client === client) this.#ready = undefined
    })
    client.on('connect', () => {
      // Whoever waits for an answer waits with a limit; a connection by itself keeps no process.
      client.stream.unref?.()
      this.#allowedBytes = GREETING_BYTES
      client.stream.on('data', (chunk: Buffer) => {
        this.#allowedBytes -= chunk.length
        if (this.#allowedBytes < 0) client.disconnect()
      })
    })
    try {
      await client.connect()
    } catch (error) {
      this.#ready = undefined
      throw failure ?? error
    }
    return client
  }
}

/** Rejects when the signal fires, though the answer may still come. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
