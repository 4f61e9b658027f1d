import { createHash } from 'node:crypto'
import type { RemoteStore } from '../../options/remote-store.js'
import { deleteKeys, drop, findKeys, readObject, refuse, send } from './http-exchange.js'

export interface HttpStoreSettings {
  /** With `{key}`, or `{hash}` for servers that take only hashes as names. */
  url: string
  headers: Readonly<Record<string, string>>
}

/** Any server that gives what was PUT: WebDAV, and the caches of build tools. */
export class HttpStore implements RemoteStore {
  readonly name: string
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>

  constructor({ url, headers }: HttpStoreSettings) {
    this.#url = url
    this.#headers = headers
    const { origin, pathname } = new URL(url)
    this.name = `${origin}${decodeURIComponent(pathname)}`
  }

  async get(key: string, signal: AbortSignal, maxBytes: number): Promise<Uint8Array | undefined> {
    return readObject(await this.#send('GET', key, signal), signal, maxBytes)
  }

  async put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const answer = await this.#send('PUT', key, signal, bytes)
    // 409 is Nx's word for what is there already, and equal keys have equal bytes.
    if (!answer.ok && answer.status !== 409) await refuse(answer)
    await drop(answer)
  }

  async has(keys: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    return findKeys(keys, key => this.#send('HEAD', key, signal))
  }

  async delete(keys: readonly string[], signal: AbortSignal): Promise<void> {
    await deleteKeys(keys, key => this.#send('DELETE', key, signal))
  }

  #send(method: string, key: string, signal: AbortSignal, body?: Uint8Array): Promise<Response> {
    const url = this.#url
      .replaceAll('{key}', key)
      .replaceAll('{hash}', () => createHash('sha256').update(key).digest('hex'))
    const headers = { ...(body === undefined ? {} : { 'Content-Type': 'application/octet-stream' }), ...this.#headers }
    return send(
      () => fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body: asBody(body) }) }),
      signal,
    )
  }
}

/** Fetch takes bytes that no other thread can change. */
function asBody(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}
