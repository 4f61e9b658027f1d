import type { Encoding } from '../formats/encoding.js'
import { type Operation, sizeAfter } from '../operations/operations.js'
import { type FixedFrame, type FrameRequest, geometryOf, type Size } from './geometry.js'

/** What happens to a picture before anything is cut out of it. */
export interface Base {
  /** Whether EXIF orientation is applied: regions are given in the upright picture then, in the stored one else. */
  autoOrient: boolean
  colourSpace: 'srgb' | 'p3' | 'source'
  /** Whether an animation keeps its frames, where the format can hold them. */
  animated: boolean
}

/** Which part of the picture becomes how many pixels, and on what canvas. */
export type Framing =
  /** Every number is decided. */
  | { kind: 'fixed'; frame: FixedFrame }
  /** The frame shows when borders that differ no more than the threshold, 0–255, from their corner are cut off. */
  | { kind: 'trimmed'; threshold: number; request: FrameRequest }

/** Framing and operations once more, on the picture that the steps before have made. */
export interface Pass {
  /** How much borders may differ from their corner to be cut off first, 0–255; null where none are. */
  trim: number | null
  request: FrameRequest
  /** In the order of work. */
  operations: readonly Operation[]
}

/**
 * One output of a source with every number that changes its bytes, and nothing else; nothing is optional. Its steps
 * are done in the order of the fields.
 */
export interface Variant {
  base: Base
  framing: Framing
  /** In the order of work. */
  operations: readonly Operation[]
  /** What is done after that; nothing but for chains whose order of steps needs it. */
  passes: readonly Pass[]
  encoding: Encoding
  /**
   * What is kept of the source's metadata; `exif` is all of EXIF but its position. Pixels that are not sRGB carry their
   * profile in any case.
   */
  metadata: 'none' | 'icc' | 'copyright' | 'exif' | 'all'
  /** Whether the source's HDR gain map comes along; `keep` only where there is one, and a place for it. */
  hdr: 'drop' | 'keep'
  /** Most bytes of the output; its quality, where the format has one, is lowered until it fits. */
  maxBytes: number | null
  /**
   * Whether the source's own bytes, without their metadata, are taken when they are no more than the encoding's. Only
   * for outputs that show the source as it is: format, size and orientation unchanged, no operation.
   */
  orSource: boolean
}

/** Size of the encoded picture; null when it shows only when the picture is made. */
export function plannedSize({ framing, operations, passes }: Variant): Size | null {
  if (framing.kind === 'trimmed' || passes.some(({ trim }) => trim !== null)) return null
  return passes.reduce(
    (size, pass) => sizeAfter(pass.operations, wholeSizeOf(geometryOf(size, pass.request))),
    sizeAfter(operations, wholeSizeOf(framing.frame)),
  )
}

/** Size of a framed picture. */
export function wholeSizeOf({ canvas, width, height }: FixedFrame): Size {
  return canvas === null ? { width, height } : { width: canvas.width, height: canvas.height }
}

/** Size of the encoded picture of a variant that is planned to the pixel. */
export function sizeOf(variant: Variant): Size {
  const size = plannedSize(variant)
  if (size === null) throw new Error('The size of a trimmed picture shows only when it is made')
  return size
}

/** Each is written once: it goes into a key, and into what stands for the image until it is made. */
const CANONICAL = new WeakMap<Variant, string>()

/**
 * The variant as text: equal for equal variants, however they were asked for, and different for any other.
 * Two requests with one canonical text and one source share their output. It says nothing of a gain map that is dropped, nor of
 * passes where there are none: such texts are those of versions that knew of neither.
 */
export function canonicalVariant(variant: Variant): string {
  const known = CANONICAL.get(variant)
  if (known !== undefined) return known
  const { hdr, passes, ...told } = variant
  const text = JSON.stringify(
    sortKeys({ ...told, ...(hdr === 'drop' ? {} : { hdr }), ...(passes.length === 0 ? {} : { passes }) }),
  )
  CANONICAL.set(variant, text)
  return text
}

/** The variant that a canonical text stands for. */
export function parseCanonicalVariant(text: string): Variant {
  return { hdr: 'drop', passes: [], ...JSON.parse(text) } as Variant
}

/**
 * The value with the keys of each object in order. A text that is put together of them instead takes three times as long, and is
 * kept as a tree of its pieces, six times as large.
 */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sortKeys)
  const members = value as Readonly<Record<string, unknown>>
  const sorted: Record<string, unknown> = {}
  for (const key of Object.keys(value).sort()) sorted[key] = sortKeys(members[key])
  return sorted
}
