import { createHash } from 'node:crypto'

/** An output as a cache holds it: the encoded image, and what was found out while it was made. */
export interface CacheEntry {
  /** Pixels. */
  width: number
  height: number
  data: Uint8Array
  /** The quality number whose picture this is; null where nothing was lost, and for a source's own bytes. */
  quality: number | null
  /** SSIMULACRA2 that was reached, where one was asked for. */
  score: number | null
  /** Whether these are the source's own bytes. */
  isSource: boolean
  /** Milliseconds that encoding took. */
  encodeMs: number
}

/** The version of the format: an entry of another one counts as absent. */
const MAGIC = 'lazy-image cache 2\n'
const NEWLINE = 0x0a

/** The content of a cache file: the magic, a line with a checksum of all that follows and JSON, the encoded image. */
export function serializeEntry(key: string, { data, ...facts }: CacheEntry): Buffer {
  const { width, height, quality, score, isSource, encodeMs } = facts
  const line = JSON.stringify({ key, width, height, quality, score, isSource, encodeMs })
  return Buffer.concat([Buffer.from(`${MAGIC}${hashEntry(line, data)} ${line}\n`), data])
}

/** The entry in a cache file's content, or undefined when it is not exactly what was written under this key. */
export function parseEntry(key: string, content: Buffer): CacheEntry | undefined {
  if (!content.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC))) return undefined
  const end = content.indexOf(NEWLINE, MAGIC.length)
  if (end === -1) return undefined
  const line = content.toString('utf8', MAGIC.length, end)
  const facts = line.slice(line.indexOf(' ') + 1)
  const data = content.subarray(end + 1)
  if (line !== `${hashEntry(facts, data)} ${facts}`) return undefined
  const { key: own, width, height, quality, score, isSource, encodeMs } = parseJson(facts) ?? {}
  const isWhole =
    own === key &&
    isNumber(width) &&
    isNumber(height) &&
    (quality === null || isNumber(quality)) &&
    (score === null || isNumber(score)) &&
    typeof isSource === 'boolean' &&
    isNumber(encodeMs)
  return isWhole ? { width, height, data, quality, score, isSource, encodeMs } : undefined
}

function hashEntry(facts: string, data: Uint8Array): string {
  return createHash('sha256').update(facts).update('\n').update(data).digest('hex')
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
