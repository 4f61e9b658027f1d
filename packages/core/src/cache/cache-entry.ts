import { hash } from 'node:crypto'
import { parseJson } from '../parse-json.js'

/** What was found out while an output was made. */
export interface CacheFacts {
  /** Pixels. */
  width: number
  height: number
  /** The quality number whose picture this is; null where nothing was lost, and for a source's own bytes. */
  quality: number | null
  /** SSIMULACRA2 that was reached, where one was asked for. */
  score: number | null
  /** Whether these are the source's own bytes. */
  isSource: boolean
  /** Milliseconds that encoding took. */
  encodeMs: number
}

/** An output as a cache holds it: the encoded image, and what was found out while it was made. */
export interface CacheEntry extends CacheFacts {
  data: Uint8Array
}

/** What the beginning of a stored entry tells, true whether or not the image behind it is whole. */
export interface EntryHead {
  facts: CacheFacts
  /** Where the encoded image begins, and how many bytes it has. */
  offset: number
  bytes: number
  /** SHA-256 of the encoded image, in hex. */
  sha256: string
}

/** The version of the format: an entry of another one counts as absent. */
const MAGIC = Buffer.from('lazy-image cache 3\n')
const NEWLINE = 0x0a

/** No head is longer: what is read of an entry to know its facts. */
export const HEAD_BYTES = 1024

/**
 * A stored entry: the magic, a line with the SHA-256 of the rest of it and JSON, the encoded image. The JSON holds the image's
 * own SHA-256 and its size, so that facts can be trusted without reading the image.
 */
export function serializeEntry(key: string, { data, ...facts }: CacheEntry): Buffer {
  const { width, height, quality, score, isSource, encodeMs } = facts
  const sha256 = sha256Of(data)
  const line = JSON.stringify({
    key,
    width,
    height,
    quality,
    score,
    isSource,
    encodeMs,
    bytes: data.length,
    sha256,
  })
  return Buffer.concat([MAGIC, Buffer.from(`${sha256Of(line)} ${line}\n`), data])
}

/** The entry in a stored one, or undefined when it is not exactly what was written under this key. */
export function parseEntry(key: string, content: Buffer): CacheEntry | undefined {
  const head = parseHead(key, content.subarray(0, HEAD_BYTES))
  if (head === undefined) return undefined
  const data = content.subarray(head.offset)
  if (data.length !== head.bytes || sha256Of(data) !== head.sha256) return undefined
  return { ...head.facts, data }
}

/**
 * The head of a stored entry, or undefined when it is not exactly what was written under this key.
 *
 * @param start at least `HEAD_BYTES` of the entry, or all of it.
 */
export function parseHead(key: string, start: Buffer): EntryHead | undefined {
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const end = start.indexOf(NEWLINE, MAGIC.length)
  if (end === -1) return undefined
  const line = start.toString('utf8', MAGIC.length, end)
  const text = line.slice(line.indexOf(' ') + 1)
  if (line !== `${sha256Of(text)} ${text}`) return undefined
  const { key: own, width, height, quality, score, isSource, encodeMs, bytes, sha256 } = parseJson(text) ?? {}
  const isWhole =
    own === key &&
    isNumber(width) &&
    isNumber(height) &&
    (quality === null || isNumber(quality)) &&
    (score === null || isNumber(score)) &&
    typeof isSource === 'boolean' &&
    isNumber(encodeMs) &&
    isNumber(bytes) &&
    typeof sha256 === 'string'
  if (!isWhole) return undefined
  return { facts: { width, height, quality, score, isSource, encodeMs }, offset: end + 1, bytes, sha256 }
}

function sha256Of(data: string | Uint8Array): string {
  return hash('sha256', data)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}
