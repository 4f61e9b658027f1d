import { type Encoding, isPictureFormat, mediaTypeOf } from '../plan/encoding.js'
import type { Rgba } from '../plan/geometry.js'
import { OPAQUE_BLACK } from '../plan/operations-of.js'
import type { PlannedImage } from '../plan/plan.js'
import type { Framing, Variant } from '../plan/variant.js'
import { FORMAT_TRAITS } from '../request/output-format.js'

/** What the header of an encoded image will say, beside its size. */
export interface HeaderFacts {
  mediaType: string
  /** As sharp names it. */
  space: 'srgb' | 'b-w'
  channels: number
  /** Type of one sample, as sharp names it. */
  depth: 'uchar' | 'ushort'
  isProgressive: boolean
  hasProfile: boolean
  hasAlpha: boolean
  frames: number
}

export function headerFacts(image: PlannedImage): HeaderFacts {
  const { source, variant } = image
  const hasAlpha = (source.hasAlpha || addsAlpha(variant)) && keepsAlpha(variant)
  const gray = isGray(image)
  return {
    mediaType: mediaTypeOf(variant.encoding.format),
    space: gray ? 'b-w' : 'srgb',
    channels: (gray ? 1 : 3) + (hasAlpha ? 1 : 0),
    depth: 'depth' in variant.encoding && variant.encoding.depth === 16 ? 'ushort' : 'uchar',
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

/** Whether what is encoded has no colour. WebP and AVIF decoders hand out grey pictures as colour. */
function isGray({ source, variant: { framing, operations, encoding } }: PlannedImage): boolean {
  if (encoding.format !== 'jpeg' && encoding.format !== 'png') return false
  return operations.reduce(
    (gray, operation) => {
      switch (operation.kind) {
        case 'grayscale':
          return true
        case 'tint':
          return false
        case 'flatten':
          return gray && isGrayColour(operation.background)
        case 'rotate':
          return gray && (operation.degrees % 90 === 0 || isGrayColour(operation.background))
        default:
          return gray
      }
    },
    source.isGray && isGrayColour(paddingOf(framing)),
  )
}

function isGrayColour([red, green, blue]: readonly number[]): boolean {
  return red === green && green === blue
}

/** Transparent padding, or transparent corners of a turned picture. */
function addsAlpha({ framing, operations }: Variant): boolean {
  const corners = operations.find(operation => operation.kind === 'rotate')
  const isTurned = corners !== undefined && corners.degrees % 90 !== 0
  return paddingOf(framing)[3] < 255 || (isTurned && corners.background[3] < 255)
}

/** The colour around a picture on a canvas; opaque black where there is none. */
function paddingOf(framing: Framing): Rgba {
  if (framing.kind === 'fixed') return framing.frame.canvas?.background ?? OPAQUE_BLACK
  return framing.request.fit === 'contain' ? framing.request.background : OPAQUE_BLACK
}
