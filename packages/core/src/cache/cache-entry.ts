import { createHash } from 'node:crypto'

/** An output as the cache holds it. */
export interface CacheEntry {
  width: number
  height: number
  data: Uint8Array
}

const MAGIC = 'lazy-image cache 1\n'
const NEWLINE = 0x0a

/** The content of a cache file: the magic, a line with a checksum of all that follows and JSON, the encoded image. */
export function serializeEntry(key: string, { width, height, data }: CacheEntry): Buffer {
  const facts = JSON.stringify({ key, width, height })
  return Buffer.concat([Buffer.from(`${MAGIC}${checksum(facts, data)} ${facts}\n`), data])
}

/** The entry in a cache file's content, or undefined when it is not exactly what was written under this key. */
export function parseEntry(key: string, content: Buffer): CacheEntry | undefined {
  if (!content.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC))) return undefined
  const end = content.indexOf(NEWLINE, MAGIC.length)
  if (end === -1) return undefined
  const line = content.toString('utf8', MAGIC.length, end)
  const facts = line.slice(line.indexOf(' ') + 1)
  const data = content.subarray(end + 1)
  if (line !== `${checksum(facts, data)} ${facts}`) return undefined
  const { key: own, width, height } = parseJson(facts) ?? {}
  return own === key && typeof width === 'number' && typeof height === 'number' ? { width, height, data } : undefined
}

function checksum(facts: string, data: Uint8Array): string {
  return createHash('sha256').update(facts).update('\n').update(data).digest('hex')
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
