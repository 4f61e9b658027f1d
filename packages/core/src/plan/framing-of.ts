import { LazyImageError } from '../errors.js'
import type { Crop, Length } from '../request/directives/crop.js'
import type { Draft } from '../request/draft.js'
import { type FrameRequest, geometryOf, type Position, type Size } from './geometry.js'
import { OPAQUE_BLACK } from './operations-of.js'
import type { SourceInfo } from './source-info.js'
import type { Framing } from './variant.js'

const CENTRE: Position = { kind: 'point', x: 0.5, y: 0.5 }

/**
 * Which part of a source becomes how many pixels.
 *
 * @throws {LazyImageError} `DIRECTIVE_INVALID` for a crop that reaches outside the picture.
 */
export function framingOf(draft: Draft, source: SourceInfo): Framing {
  const request = frameRequest(draft, source)
  if (draft.trim !== undefined) return { kind: 'trimmed', threshold: draft.trim, request }
  const size = sizeOfSource(source, draft.orient ?? true)
  if (draft.crop !== undefined) refuseOutside(draft.crop, size, source.file)
  return { kind: 'fixed', frame: geometryOf(size, request) }
}

function frameRequest(draft: Draft, { format }: SourceInfo): FrameRequest {
  const { density = 1, width, height, position } = draft
  const scaled = (side: number | undefined) => (side === undefined ? null : Math.max(1, Math.round(side * density)))
  // Drawings have no size of their own that enlarging could hurt.
  const enlarge = draft.enlarge ?? format === 'svg'
  return {
    crop: draft.crop ?? null,
    width: scaled(width),
    height: scaled(height),
    aspect: draft.aspect ?? null,
    fit: draft.fit ?? 'cover',
    position: positionOf(position),
    enlarge: enlarge && draft.cap !== true,
    reduce: draft.reduce ?? true,
    kernel: draft.kernel ?? 'lanczos3',
    background: draft.background ?? OPAQUE_BLACK,
  }
}

function positionOf(asked: Draft['position']): Position {
  if (asked === undefined) return CENTRE
  return typeof asked === 'string' ? { kind: asked } : { kind: 'point', ...asked }
}

/** Pixels that crops and sizes refer to. */
export function sizeOfSource(source: SourceInfo, orient: boolean): Size {
  return orient
    ? { width: source.orientedWidth, height: source.orientedHeight }
    : { width: source.storedWidth, height: source.storedHeight }
}

function refuseOutside({ x, y, w, h }: Crop, { width, height }: Size, image: string): void {
  if (end(x, w, width) <= width && end(y, h, height) <= height) return
  throw new LazyImageError(
    'DIRECTIVE_INVALID',
    `Directive crop must lie inside the picture, which is ${width}×${height}, but reaches to ${Math.round(end(x, w, width))},${Math.round(end(y, h, height))}`,
    { image },
  )
}

function end(start: Length, length: Length, side: number): number {
  const pixels = ({ value, unit }: Length) => (unit === 'px' ? value : value * side)
  // Hundredths that add up to the whole may miss it by a rounding error.
  return Math.round((pixels(start) + pixels(length)) * 1e6) / 1e6
}
