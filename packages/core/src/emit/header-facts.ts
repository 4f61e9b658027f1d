import { type Encoding, isPictureFormat, mediaTypeOf } from '../plan/encoding.js'
import type { PlannedImage } from '../plan/plan.js'
import type { Variant } from '../plan/variant.js'
import { FORMAT_TRAITS } from '../request/output-format.js'

/** What the header of an encoded image will say, beside its size. */
export interface HeaderFacts {
  mediaType: string
  /** As sharp names it. */
  space: 'srgb' | 'b-w'
  channels: number
  /** Type of one sample, as sharp names it. */
  depth: 'uchar'
  isProgressive: boolean
  hasProfile: boolean
  hasAlpha: boolean
  frames: number
}

export function headerFacts({ source, variant }: PlannedImage): HeaderFacts {
  const { format } = variant.encoding
  const hasAlpha = (source.hasAlpha || addsAlpha(variant)) && keepsAlpha(variant)
  // WebP and AVIF decoders hand out grey pictures as colour.
  const isGray = source.isGray && (format === 'jpeg' || format === 'png')
  return {
    mediaType: mediaTypeOf(format),
    space: isGray ? 'b-w' : 'srgb',
    channels: (isGray ? 1 : 3) + (hasAlpha ? 1 : 0),
    depth: 'uchar',
    isProgressive: isProgressive(variant.encoding),
    hasProfile: variant.base.colourSpace === 'p3' || (source.hasProfile && keepsProfile(variant)),
    hasAlpha,
    frames: variant.base.animated ? source.frames : 1,
  }
}

function isProgressive(encoding: Encoding): boolean {
  return (encoding.format === 'jpeg' && encoding.progressive) || (encoding.format === 'png' && encoding.interlaced)
}

function keepsProfile({ base, metadata }: Variant): boolean {
  return base.colourSpace === 'source' || metadata !== 'none'
}

function keepsAlpha({ encoding, operations }: Variant): boolean {
  const format = isPictureFormat(encoding.format) ? encoding.format : 'png'
  return FORMAT_TRAITS[format].alpha && !operations.some(({ kind }) => kind === 'flatten')
}

/** Transparent padding, or transparent corners of a turned picture. */
function addsAlpha({ framing, operations }: Variant): boolean {
  const canvas = framing.kind === 'fixed' ? framing.frame.canvas : null
  const corners = operations.find(operation => operation.kind === 'rotate' && operation.degrees % 90 !== 0)
  const backgrounds = [canvas?.background, corners?.kind === 'rotate' ? corners.background : undefined]
  return backgrounds.some(background => background !== undefined && background[3] < 255)
}
