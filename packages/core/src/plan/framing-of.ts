import { isDrawing } from '../formats/formats.js'
import type { Draft } from '../language/draft.js'
import { OPAQUE_BLACK } from '../language/grammars/colour.js'
import { sizeOfSource } from '../language/source-facts.js'
import { type FrameRequest, geometryOf, type Position } from './geometry.js'
import type { SourceInfo } from './source-info.js'
import type { Framing } from './variant.js'

const CENTRE: Position = { kind: 'point', x: 0.5, y: 0.5 }

/** Which part of a source becomes how many pixels. */
export function framingOf(draft: Draft, source: SourceInfo): Framing {
  const request = frameRequest(draft, source)
  if (draft.trim !== undefined) return { kind: 'trimmed', threshold: draft.trim, request }
  return { kind: 'fixed', frame: geometryOf(sizeOfSource(source, draft.orient ?? true), request) }
}

/** What a frame is decided from. */
export function frameRequest(draft: Draft, { format }: Pick<SourceInfo, 'format'>): FrameRequest {
  const { density = 1, width, height, position } = draft
  const scaled = (side: number | undefined) => (side === undefined ? null : Math.max(1, Math.round(side * density)))
  // Drawings have no size of their own that enlarging could hurt.
  const enlarge = draft.enlarge ?? isDrawing(format)
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
