import type { Encoding } from '../formats/encoding.js'
import { findFormat } from '../formats/formats.js'
import { mediaTypeOf } from '../formats/traits.js'
import { groupBy } from '../group-by.js'
import type { EncodedOutput, RecordedOutput } from '../ledger/ledger.js'
import { base64Of, dataUri } from '../module/data-uri.js'
import { smallVariant } from '../placeholders/placeholder-image.js'
import { PLACEHOLDERS } from '../placeholders/placeholders.js'
import { plannedSize } from '../plan/variant.js'

/** An output that is to be had, or was. */
type Wanted = Pick<RecordedOutput, 'source' | 'variant'>

/** Pixels of the longest side of an output that can stand for its picture in a list, at two pixels for one. */
const FEWEST = 96
const MOST = 256

/** Of one that is made for the list alone. */
const SIDE = 160

/** As the placeholder that is a picture. */
const encodeSmall = (isLandscape: boolean): Encoding => {
  const [picture] = PLACEHOLDERS.filter(({ reading }) => reading.name === dataUri.name)
  if (picture === undefined) throw new RangeError('no placeholder is a picture')
  return picture.encoding(isLandscape)
}

/** Bytes beyond which an output is no thumbnail, whatever its size. */
const MOST_BYTES = 24_000

/**
 * A small picture of each source, for a list of them: an output of its own, where one is small enough, and else one that is made in
 * the batch of the others.
 */
export class Thumbnails {
  /** By absolute path. */
  readonly #bySource = new Map<string, { hash: string; format: string; data: Uint8Array }>()
  /** Formats that browsers show. */
  readonly #shown: ReadonlySet<string>

  /** @param shown names or spellings of formats that browsers show. */
  constructor(shown: readonly string[]) {
    this.#shown = new Set(shown.map(name => findFormat(name)?.name ?? name))
  }

  /** Keeps an output, where it is the smallest thumbnail of its source so far. */
  offer({ source, variant }: Wanted, { width, height, data }: EncodedOutput): void {
    const side = Math.max(width, height)
    if (!this.#isShown(variant.encoding.format) || side < FEWEST || side > MOST || data.length > MOST_BYTES) return
    this.#keep(source, variant.encoding.format, data)
  }

  #keep({ file, contentHash: hash }: Wanted['source'], format: string, data: Uint8Array): void {
    const known = this.#bySource.get(file)
    if (known?.hash === hash && known.data.length <= data.length) return
    this.#bySource.set(file, { hash, format, data })
  }

  /** Keeps what was made for the list alone. */
  take({ source, variant }: Wanted, data: Uint8Array): void {
    this.#keep(source, variant.encoding.format, data)
  }

  /** What is to be made besides some outputs, so that each of their sources has a thumbnail. */
  missing(wanted: readonly Wanted[]): Wanted[] {
    return [...groupBy(wanted, ({ source }) => source.file).values()].flatMap(all => {
      const [first] = all
      if (first === undefined) return []
      const isKnown = this.#bySource.get(first.source.file)?.hash === first.source.contentHash
      if (isKnown || all.some(one => this.#maySuit(one))) return []
      const pictures = all.filter(({ variant }) => findFormat(variant.encoding.format) !== undefined)
      const { source, variant } = pictures[0] ?? first
      const side = { opaque: SIDE, transparent: SIDE }
      return [{ source, variant: smallVariant({ source, variant }, { side, maxBytes: null, encoding: encodeSmall }) }]
    })
  }

  #maySuit({ variant }: Wanted): boolean {
    const size = plannedSize(variant)
    if (size === null || !this.#isShown(variant.encoding.format)) return false
    const side = Math.max(size.width, size.height)
    return side >= FEWEST && side <= MOST
  }

  #isShown(format: string): boolean {
    return this.#shown.has(format)
  }

  /** The thumbnail of a source as a data URI; undefined where there is none. @param file absolute path. */
  uriOf(file: string): string | undefined {
    const found = this.#bySource.get(file)
    return found && `data:${mediaTypeOf(found.format)};base64,${base64Of(found.data)}`
  }
}
