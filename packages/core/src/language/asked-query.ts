import type { QueryEntry } from './query.js'

/** A query as a function of the options sees it: what it asks for is noted, and what it changes counts. */
export class AskedQuery extends URLSearchParams {
  readonly #written: readonly QueryEntry[]
  readonly #asked = new Set<string>()

  constructor(written: readonly QueryEntry[]) {
    super(written.map(({ key, text }): [string, string] => [key, text]))
    this.#written = written
  }

  override get(key: string): string | null {
    this.#asked.add(key)
    return super.get(key)
  }

  override getAll(key: string): string[] {
    this.#asked.add(key)
    return super.getAll(key)
  }

  override has(key: string, value?: string): boolean {
    this.#asked.add(key)
    return value === undefined ? super.has(key) : super.has(key, value)
  }

  wasAskedFor(key: string): boolean {
    return this.#asked.has(key)
  }

  /** What counts now; an entry that is as it was written keeps its place. */
  get current(): QueryEntry[] {
    const rest = [...this.#written]
    return [...this].map(([key, text]) => {
      const index = rest.findIndex(entry => entry.key === key && entry.text === text)
      const [same] = index === -1 ? [] : rest.splice(index, 1)
      return same ?? { key, text, items: null, span: null }
    })
  }
}
