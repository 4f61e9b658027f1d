import { randomUUID } from 'node:crypto'
import type { StoreLease } from '../../options/remote-store.js'
import { drop, refuse } from './http-exchange.js'
import { readBody } from './read-body.js'

/** Nothing that we write there is longer. */
const LEASE_BYTES = 1024

/** Somebody else was first: the condition failed, or another write is under way. */
const TAKEN = new Set([409, 412])

type Send = (method: string, signal: AbortSignal, init?: RequestInit) => Promise<Response>

/**
 * A lease as an object that is made only where none is, and taken over only as it was found. Its age is told by the server's
 * own clock: that of its last change and that of the answer.
 */
export class S3Lease implements StoreLease {
  readonly #send: Send
  readonly #body: string
  #etag: string

  private constructor(send: Send, body: string, etag: string) {
    this.#send = send
    this.#body = body
    this.#etag = etag
  }

  static async take(send: Send, validMs: number, signal: AbortSignal): Promise<S3Lease | null> {
    const body = JSON.stringify({ owner: randomUUID(), validMs })
    const made = await write(send, body, { 'If-None-Match': '*' }, signal)
    if (made !== null) return new S3Lease(send, body, made)
    const held = await send('GET', signal)
    const etag = held.headers.get('etag')
    if (held.status === 404) {
      await drop(held)
      return null
    }
    if (!(await isLeaseOver(held)) || etag === null) return null
    const stolen = await write(send, body, { 'If-Match': etag }, signal)
    return stolen === null ? null : new S3Lease(send, body, stolen)
  }

  async renew(signal: AbortSignal): Promise<boolean> {
    const etag = await write(this.#send, this.#body, { 'If-Match': this.#etag }, signal)
    this.#etag = etag ?? this.#etag
    return etag !== null
  }

  async release(signal: AbortSignal): Promise<void> {
    await drop(await this.#send('DELETE', signal))
  }
}

/** Whether nobody has the lease that an answer tells of. */
export async function isLeaseOver(answer: Response): Promise<boolean> {
  if (answer.status === 404) {
    await drop(answer)
    return true
  }
  if (!answer.ok) await refuse(answer)
  const now = Date.parse(answer.headers.get('date') ?? '')
  const changed = Date.parse(answer.headers.get('last-modified') ?? '')
  const validMs = parseValidMs(Buffer.from(await readBody(answer, LEASE_BYTES)).toString('utf8'))
  // What cannot be understood is nobody's.
  return !(now - changed <= validMs)
}

/** @returns the entity tag of what was written, or null where the condition was not met. */
async function write(
  send: Send,
  body: string,
  condition: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | null> {
  const answer = await send('PUT', signal, { body, headers: condition })
  if (!answer.ok && !TAKEN.has(answer.status) && answer.status !== 404) await refuse(answer)
  await drop(answer)
  return answer.ok ? (answer.headers.get('etag') ?? '') : null
}

function parseValidMs(text: string): number {
  try {
    const { validMs } = JSON.parse(text) as { validMs?: unknown }
    return typeof validMs === 'number' ? validMs : Number.NaN
  } catch {
    return Number.NaN
  }
}
