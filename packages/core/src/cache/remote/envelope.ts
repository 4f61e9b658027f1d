import { createHash } from 'node:crypto'
import { type CacheEntry, parseEntry, serializeEntry } from '../cache-entry.js'
import type { Signer, Verifier } from './signature-kind.js'

/** The version of the format: an envelope of another one counts as damaged. */
const MAGIC = Buffer.from('lazy-image remote 1\n')
const NEWLINE = 0x0a

/** A signature's line is no longer. */
const LINE_BYTES = 256

/** In place of a signature. */
const UNSIGNED = '-'

/** What an object in a store holds, or why it is not believed. */
export type Opened = { entry: CacheEntry } | { fault: string }

/**
 * An entry as a store holds it: the magic, a line with a signature, the very bytes that the disk holds. What is signed is the key
 * and the SHA-256 of these bytes, so that no entry can be shown in place of another.
 */
export function sealEntry(key: string, entry: CacheEntry, signer: Signer | null): Buffer {
  const bytes = serializeEntry(key, entry)
  const signature = signer === null ? UNSIGNED : signer.sign(messageOf(key, bytes)).toString('base64')
  return Buffer.concat([MAGIC, Buffer.from(`${signature}\n`), bytes])
}

/** @param verifiers of which one must know the signature; none takes what is not signed, too. */
export function openEntry(key: string, sealed: Uint8Array, verifiers: readonly Verifier[]): Opened {
  const content = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const end = content.subarray(0, MAGIC.length + LINE_BYTES).indexOf(NEWLINE, MAGIC.length)
  if (!content.subarray(0, MAGIC.length).equals(MAGIC) || end === -1) return { fault: 'is no entry of ours' }
  const signature = content.toString('latin1', MAGIC.length, end)
  const bytes = content.subarray(end + 1)
  if (verifiers.length > 0) {
    if (signature === UNSIGNED) return { fault: 'is not signed' }
    const message = messageOf(key, bytes)
    const bare = Buffer.from(signature, 'base64')
    // Base64 can say one thing in several ways, of which we write one.
    const isOurs = bare.toString('base64') === signature && verifiers.some(({ verify }) => verify(message, bare))
    if (!isOurs) return { fault: 'has no signature of a known key for what it holds' }
  }
  const entry = parseEntry(key, bytes)
  return entry === undefined ? { fault: 'is damaged, or was made for another key' } : { entry }
}

function messageOf(key: string, bytes: Buffer): Buffer {
  const digest = createHash('sha256').update(bytes).digest('hex')
  return Buffer.from(`lazy-image remote entry 1\n${key}\n${digest}`)
}
