import { findFormat } from '../formats/formats.js'
import { traitsOf } from '../formats/traits.js'
import { OPAQUE_BLACK, type Rgba } from '../language/grammars/colour.js'
import { kindOf } from '../operations/operations.js'
import type { SourceInfo } from './source-info.js'
import type { Framing, Variant } from './variant.js'

/** Whether an output can have transparent pixels. */
export function isTransparent(source: Pick<SourceInfo, 'hasAlpha'>, variant: Variant): boolean {
  return (source.hasAlpha || addsAlpha(variant)) && keepsAlpha(variant)
}

/** Whether transparent pixels come in with padding, or with an operation. */
function addsAlpha({ framing, operations }: Variant): boolean {
  return paddingOf(framing)[3] < 255 || operations.some(operation => kindOf(operation).addsAlpha?.(operation))
}

function keepsAlpha({ encoding, operations }: Variant): boolean {
  const format = findFormat(encoding.format)
  // What is derived from pixels looks at their transparency.
  const holdsAlpha = format === undefined || traitsOf(format.name).alpha
  return holdsAlpha && !operations.some(operation => kindOf(operation).removesAlpha)
}

/** The colour around a picture on a canvas; opaque black where there is none. */
export function paddingOf(framing: Framing): Rgba {
  if (framing.kind === 'fixed') return framing.frame.canvas?.background ?? OPAQUE_BLACK
  return framing.request.fit === 'contain' ? framing.request.background : OPAQUE_BLACK
}
