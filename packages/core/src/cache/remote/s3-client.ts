import type { S3Credentials } from '../../options/remote-options.js'
import { send } from './http-exchange.js'
import { loadPeer } from './load-peer.js'

/** Credentials that say no end are asked for again after so long. */
const CREDENTIALS_MS = 10 * 60_000

/** So long before they end, new ones are asked for. */
const EARLY_MS = 60_000

/** What of aws4fetch is used. */
interface Signer {
  sign(url: string, init: RequestInit): Promise<Request>
}

type SignerClass = new (settings: S3Credentials & { region: string; service: string }) => Signer

export interface S3ClientSettings {
  region: string
  credentials: S3Credentials | (() => S3Credentials | Promise<S3Credentials>)
  /** The project's folder. */
  root: string
}

/** Sends signed requests. */
export class S3Client {
  readonly #settings: S3ClientSettings
  #signer: { signer: Promise<Signer>; until: number } | undefined

  constructor(settings: S3ClientSettings) {
    this.#settings = settings
  }

  async send(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const request = await (await this.#getSigner()).sign(url, init)
    return send(() => fetch(request, { signal }), signal)
  }

  #getSigner(): Promise<Signer> {
    if (this.#signer === undefined || this.#signer.until < Date.now()) {
      const entry = { signer: this.#makeSigner(), until: Number.POSITIVE_INFINITY }
      this.#signer = entry
      entry.signer.catch(() => {
        this.#signer = undefined
      })
    }
    return this.#signer.signer
  }

  async #makeSigner(): Promise<Signer> {
    const { credentials, region, root } = this.#settings
    const { AwsClient } = await loadPeer('aws4fetch', 'A remote cache in S3', root)
    const isAsked = typeof credentials === 'function'
    const { expiration, ...given } = isAsked ? await credentials() : credentials
    if (isAsked && this.#signer !== undefined) {
      this.#signer.until = expiration === undefined ? Date.now() + CREDENTIALS_MS : expiration.getTime() - EARLY_MS
    }
    return new (AwsClient as SignerClass)({ ...given, region, service: 's3' })
  }
}
