import type { ImporterPlace } from '../ledger/importer-places.js'
import type { EncodedOutput, RecordedOutput } from '../ledger/ledger.js'
import type { BuiltOutputs, BuiltPage } from './built-outputs.js'

/** What is known of an output, without its bytes. */
export interface MadeOutput
  extends Pick<RecordedOutput, 'key' | 'source' | 'variant' | 'from' | 'timings'>,
    Omit<EncodedOutput, 'data'> {
  bytes: number
}

/** An output of a build. */
export interface BookedOutput extends MadeOutput {
  /** Absolute; null for one that stands in code. */
  file: string | null
  sides: readonly string[]
  importers: readonly ImporterPlace[]
}

/** What the sides of a build have come to, as far as they are done. */
export class OutputBook {
  /** By key, as it was when it was first wanted in the build that goes on. */
  readonly #made = new Map<string, MadeOutput>()
  /** Keys of what was told of a build that is over. */
  readonly #old = new Set<string>()
  readonly #sides = new Map<string, { outputs: readonly BookedOutput[]; pages: readonly BuiltPage[] }>()

  note({ key, source, variant, from, timings, ...made }: MadeOutput): void {
    if (this.#made.has(key) && !this.#old.has(key)) return
    this.#made.set(key, { key, source, variant, from, timings, ...made })
    this.#old.delete(key)
  }

  /** Takes note that a side is done. @param importersOf an output, by its key. */
  close({ side, files, pages }: BuiltOutputs, importersOf: (key: string) => readonly ImporterPlace[]): void {
    const outputs = [...files].flatMap(([key, file]) => {
      const made = this.#made.get(key)
      return made === undefined ? [] : [{ ...made, file, sides: [side], importers: importersOf(key) }]
    })
    this.#sides.set(side, { outputs, pages })
    for (const key of this.#made.keys()) this.#old.add(key)
  }

  /** Those of all sides, each once, by source and then as large as they are. */
  outputs(): BookedOutput[] {
    const all = new Map<string, BookedOutput>()
    for (const { outputs } of this.#sides.values()) {
      for (const output of outputs) all.set(output.key, joinSides(all.get(output.key), output))
    }
    return [...all.values()].sort(
      (a, b) => compareTexts(a.source.file, b.source.file) || a.width - b.width || a.bytes - b.bytes,
    )
  }

  pages(): (BuiltPage & { side: string })[] {
    return [...this.#sides].flatMap(([side, { pages }]) => pages.map(page => ({ ...page, side })))
  }

  /** Those of one side. */
  pagesOf(side: string): readonly BuiltPage[] {
    return this.#sides.get(side)?.pages ?? []
  }
}

/** Who made it first says how; a file that one of them writes is there for both. */
function joinSides(first: BookedOutput | undefined, again: BookedOutput): BookedOutput {
  if (first === undefined) return again
  const places = new Map([...first.importers, ...again.importers].map(place => [JSON.stringify(place), place]))
  const sides = [...new Set([...first.sides, ...again.sides])]
  return { ...first, file: first.file ?? again.file, sides, importers: [...places.values()] }
}

function compareTexts(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}
