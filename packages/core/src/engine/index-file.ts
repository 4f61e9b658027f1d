import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { isPlainObject } from '../plain-object.js'
import { writeAtomically } from '../write-atomically.js'

/** What an index holds: the engine that wrote it, by the identity of its files, and records of sources by their paths. */
export interface IndexContent {
  engine: { identity: string; facts: unknown } | null
  /** The latest last. */
  sources: Map<string, unknown>
}

/** The version of the format: an index of another one counts as absent. */
const MAGIC = 'lazy-image sources 1\n'

/** A line with the checksum of what follows. */
const HEAD_BYTES = MAGIC.length + 65

/** More than this is not read: it would be some hundred thousand sources. */
const MOST_BYTES = 64 * 1024 * 1024

/** More sources than this are not kept; the latest are. */
const MOST_SOURCES = 100_000

/** What is there; damaged, foreign or of another version it is nothing. @throws {Error} of the file system. */
export async function readIndex(file: string): Promise<IndexContent> {
  const stats = await stat(file)
  const text = stats.isFile() && stats.size <= MOST_BYTES ? await readFile(file, 'utf8') : ''
  return parseIndex(text) ?? emptyIndex()
}

/** An index of nothing. */
export function emptyIndex(): IndexContent {
  return { engine: null, sources: new Map() }
}

/** @throws {Error} of the file system. */
export async function writeIndex(file: string, { engine, sources }: IndexContent): Promise<void> {
  const kept = [...sources].slice(-MOST_SOURCES)
  const content = JSON.stringify({ engine, sources: kept })
  await writeAtomically(file, `${MAGIC}${checksum(content)}\n${content}`)
}

function parseIndex(text: string): IndexContent | undefined {
  if (!text.startsWith(MAGIC)) return undefined
  const content = text.slice(HEAD_BYTES)
  if (text.slice(MAGIC.length, HEAD_BYTES) !== `${checksum(content)}\n`) return undefined
  try {
    const { engine, sources }: { engine?: unknown; sources?: unknown } = JSON.parse(content)
    if (!Array.isArray(sources)) return undefined
    const isKnown = isPlainObject(engine) && typeof engine['identity'] === 'string'
    return {
      engine: isKnown ? { identity: String(engine['identity']), facts: engine['facts'] } : null,
      sources: new Map(sources.filter(isRecord)),
    }
  } catch {
    return undefined
  }
}

function isRecord(entry: unknown): entry is [string, unknown] {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string'
}

function checksum(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}
