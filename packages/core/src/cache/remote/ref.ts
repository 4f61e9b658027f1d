import { parseJson } from '../../parse-json.js'

/** Keys with the bytes of their objects. */
export type KeySizes = ReadonlyMap<string, number>

/** No ref is larger: some hundred thousand keys. */
export const REF_BYTES = 16 * 1024 * 1024

/** Builds whose keys are told of: several make one site, as for client and server, or share the work among them. */
const GENERATIONS = 8

const VERSION = 1
const KEY = /^[0-9a-f]{32}$/

/**
 * What the last builds of a branch had in the store: a hint, which spares others the asking for each key. What it says is not
 * trusted: a key that it names may be absent, and what lies there is looked at as any other.
 */
export class Ref {
  /** The newest first. */
  readonly #generations: readonly KeySizes[]
  readonly #all: KeySizes

  constructor(generations: readonly KeySizes[]) {
    this.#generations = generations
    this.#all = new Map([...generations].reverse().flatMap(keys => [...keys]))
  }

  /** What a store holds; nothing where that is no ref. */
  static parse(content: Uint8Array): Ref {
    return new Ref(generationsIn(Buffer.from(content).toString('utf8')))
  }

  has(key: string): boolean {
    return this.#all.has(key)
  }

  bytesOf(key: string): number | undefined {
    return this.#all.get(key)
  }

  /** The ref behind another build; null where that had nothing that the newest one had not. */
  after(used: KeySizes): Ref | null {
    const [newest] = this.#generations
    if (newest !== undefined && [...used.keys()].every(key => newest.has(key))) return null
    const older = this.#generations.map(keys => new Map([...keys].filter(([key]) => !used.has(key))))
    return new Ref([used, ...older.filter(keys => keys.size > 0)].slice(0, GENERATIONS))
  }

  /** As a store holds it, without the oldest builds where all are too many; null where the newest alone is. */
  print(maxBytes: number = REF_BYTES): Buffer | null {
    for (let count = this.#generations.length; count > 0; count--) {
      const generations = this.#generations.slice(0, count).map(keys => Object.fromEntries(keys))
      const content = Buffer.from(JSON.stringify({ version: VERSION, generations }))
      if (content.length <= maxBytes) return content
    }
    return null
  }
}

function generationsIn(text: string): KeySizes[] {
  const value = parseJson(text)
  if (value?.['version'] !== VERSION || !Array.isArray(value['generations'])) return []
  return value['generations'].slice(0, GENERATIONS).map((keys: unknown) => {
    const entries = typeof keys === 'object' && keys !== null ? Object.entries(keys) : []
    return new Map(entries.filter(([key, bytes]) => KEY.test(key) && Number.isSafeInteger(bytes) && bytes > 0))
  })
}
