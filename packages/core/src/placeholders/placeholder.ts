import type { Encoding } from '../formats/encoding.js'
import type { ReadingKind } from '../module/reading-kind.js'

/** Something to show until a picture is there, made of the picture itself, small. */
export interface Placeholder {
  readonly name: string
  /** What it is, for documentation. */
  readonly doc: string
  /** Longest side in pixels of the picture that it is made from, whose pixels may be transparent or not. */
  readonly side: { readonly opaque: number; readonly transparent: number }
  /** Most bytes of it; null where it has a size of its own. */
  readonly maxBytes: number | null
  encoding(isLandscape: boolean): Encoding
  /** How it is read off what was made. */
  readonly reading: ReadingKind
  /** The attribute of an `img` element that holds it, with what stands around it there. */
  readonly attribute: { readonly name: string; readonly before: string; readonly after: string }
}
