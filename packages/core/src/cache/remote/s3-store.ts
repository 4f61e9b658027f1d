import type { RemoteStore, StoredObject, StoreLease } from '../../options/remote-store.js'
import { deleteKeys, drop, findKeys, readObject, refuse } from './http-exchange.js'
import { readBody } from './read-body.js'
import { S3Client, type S3ClientSettings } from './s3-client.js'
import { isLeaseOver, S3Lease } from './s3-lease.js'

/** A page of a list has at most a thousand keys of at most 1024 bytes. */
const PAGE_BYTES = 8 * 1024 * 1024

export interface S3StoreSettings extends S3ClientSettings {
  bucket: string
  /** Of all keys; empty, or with a slash at its end. */
  prefix: string
  /** Null for AWS. */
  endpoint: string | null
  /** Keys that a list asks for at once, at most 1000. */
  pageKeys: number
}

/** A bucket of an S3, or of a service that speaks like it. */
export class S3Store implements RemoteStore {
  readonly name: string
  readonly #client: S3Client
  readonly #bucketUrl: string
  readonly #prefix: string
  readonly #pageKeys: number

  constructor({ bucket, prefix, endpoint, pageKeys, ...settings }: S3StoreSettings) {
    this.#client = new S3Client(settings)
    this.#prefix = prefix
    this.#pageKeys = pageKeys
    this.#bucketUrl = bucketUrl(bucket, endpoint, settings.region)
    this.name = `s3://${bucket}/${prefix}`
  }

  async get(key: string, signal: AbortSignal, maxBytes: number): Promise<Uint8Array | undefined> {
    return readObject(await this.#send('GET', key, signal), signal, maxBytes)
  }

  async put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const answer = await this.#send('PUT', key, signal, { body: new Uint8Array(bytes) })
    if (!answer.ok) await refuse(answer)
    await drop(answer)
  }

  async has(keys: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    return findKeys(keys, key => this.#send('HEAD', key, signal))
  }

  async *list(prefix: string, signal: AbortSignal): AsyncGenerator<StoredObject> {
    for (let token: string | undefined = ''; token !== undefined; ) {
      const asked = { 'list-type': '2', 'encoding-type': 'url', 'max-keys': String(this.#pageKeys) }
      const query = new URLSearchParams({ ...asked, prefix: this.#prefix + prefix })
      if (token !== '') query.set('continuation-token', token)
      const answer: Response = await this.#client.send(`${this.#bucketUrl}/?${query}`, { method: 'GET' }, signal)
      if (!answer.ok) await refuse(answer)
      const page = Buffer.from(await readBody(answer, PAGE_BYTES)).toString('utf8')
      for (const [, content = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const key = decodeURIComponent((textOf(content, 'Key') ?? '').replaceAll('+', ' '))
        if (key.startsWith(this.#prefix)) {
          yield { key: key.slice(this.#prefix.length), bytes: Number(textOf(content, 'Size') ?? 0) }
        }
      }
      token = textOf(page, 'IsTruncated') === 'true' ? textOf(page, 'NextContinuationToken') : undefined
    }
  }

  async delete(keys: readonly string[], signal: AbortSignal): Promise<void> {
    await deleteKeys(keys, key => this.#send('DELETE', key, signal))
  }

  /** Where a service ignores the conditions of a write, everybody is given the lease. */
  lease(key: string, validMs: number, signal: AbortSignal): Promise<StoreLease | null> {
    return S3Lease.take((method, sent, init) => this.#send(method, key, sent, init), validMs, signal)
  }

  async isLeased(key: string, signal: AbortSignal): Promise<boolean> {
    const answer = await this.#send('GET', key, signal)
    return !(await isLeaseOver(answer))
  }

  #send(method: string, key: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
    return this.#client.send(`${this.#bucketUrl}/${encodeURI(this.#prefix + key)}`, { ...init, method }, signal)
  }
}

/** A bucket whose name has dots is no host of a certificate. */
function bucketUrl(bucket: string, endpoint: string | null, region: string): string {
  if (endpoint !== null) return `${endpoint.replace(/\/+$/, '')}/${bucket}`
  const host = `s3.${region}.amazonaws.com`
  return bucket.includes('.') ? `https://${host}/${bucket}` : `https://${bucket}.${host}`
}

function textOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
  return text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
