import type { Deepening } from '../engine/engine.js'
import type { ChromaChoice } from '../language/directives/chroma.js'
import type { EffortName } from '../language/directives/effort.js'
import type { Draft } from '../language/draft.js'
import type { Rgb } from '../language/grammars/colour.js'

/** One picture as an encoder takes it: its format, and every parameter that changes its bytes. */
export interface EncodingOf<Name extends string = string> {
  readonly format: Name
}

/** What is known of a picture before it is made. */
export interface EncodedPicture {
  /** Bits a sample that are wanted; a format that holds 8 alone overlooks it. */
  readonly depth: 8 | 16
  /** Whether it keeps the frames of an animation. */
  readonly animated: boolean
  /** Whether it can have transparent pixels. */
  readonly transparent: boolean
  /** Where more bits than are wanted pay in the format. */
  readonly deepenings: readonly Deepening[]
}

/** A format that is written, as the query language knows it; what the format can do is the engine's to say. */
export interface Format<Encoding extends EncodingOf = EncodingOf> {
  readonly name: Encoding['format']
  /** As queries spell it; spellings differ in the file extension alone. The first is the usual one. */
  readonly spellings: readonly [string, ...string[]]
  /** As people write it, where that is neither in capitals nor a spelling that begins with one. */
  readonly title?: string
  /** Quality on sharp's scale where none is asked for; null for a format without one. */
  readonly quality: number | null
  /** Whether a format without a usual quality heeds one where `lossless=false` gives leave to lose. */
  readonly mayLose?: boolean
  /** Whether drawings often take less room in it when every pixel is kept: `auto` tries both. */
  readonly keepsDrawingsSmall?: boolean
  /** Least and greatest effort on sharp's scale, or the names of those there are; null where there is nothing to choose. */
  readonly effort: readonly [least: number, most: number] | readonly EffortName[] | null
  /** How its samples of colour are taken where nothing is asked for; null where there is nothing to choose. */
  readonly chroma: ChromaChoice | null
  /** Whether it holds grey as grey: decoders of the others hand it out as colour. */
  readonly holdsGray: boolean
  /** Every parameter, with the format's defaults where a draft says nothing. */
  encode(draft: Draft, picture: EncodedPicture): Encoding
  /** Whether rows come in passes. */
  isProgressive?(encoding: Encoding): boolean
  /** What is seen through transparent pixels, in a format that has none. */
  background?(encoding: Encoding): Rgb
}

/** A format that is read and never written. */
export interface SourceOnlyFormat {
  readonly name: string
  /** What it is written as where no format is asked for. */
  readonly writtenAs: Format
  /** Whether it is drawn, and so has no size of its own that enlarging could hurt. */
  readonly isDrawing: boolean
}
