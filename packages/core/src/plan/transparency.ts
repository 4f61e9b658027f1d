import { isPictureFormat } from '../formats/encoding.js'
import { FORMAT_TRAITS } from '../formats/output-format.js'
import { OPAQUE_BLACK } from '../operations/operations-of.js'
import type { Rgba } from './geometry.js'
import type { SourceInfo } from './source-info.js'
import type { Framing, Variant } from './variant.js'

/** Whether an output can have transparent pixels. */
export function isTransparent(source: Pick<SourceInfo, 'hasAlpha'>, variant: Variant): boolean {
  return (source.hasAlpha || addsAlpha(variant)) && keepsAlpha(variant)
}

/** Whether transparent pixels come in with padding, or with the corners of a turned picture. */
function addsAlpha({ framing, operations }: Variant): boolean {
  const corners = operations.find(operation => operation.kind === 'rotate')
  const isTurned = corners !== undefined && corners.degrees % 90 !== 0
  return paddingOf(framing)[3] < 255 || (isTurned && corners.background[3] < 255)
}

function keepsAlpha({ encoding, operations }: Variant): boolean {
  const format = isPictureFormat(encoding.format) ? encoding.format : 'png'
  return FORMAT_TRAITS[format].alpha && !operations.some(({ kind }) => kind === 'flatten')
}

/** The colour around a picture on a canvas; opaque black where there is none. */
export function paddingOf(framing: Framing): Rgba {
  if (framing.kind === 'fixed') return framing.frame.canvas?.background ?? OPAQUE_BLACK
  return framing.request.fit === 'contain' ? framing.request.background : OPAQUE_BLACK
}
