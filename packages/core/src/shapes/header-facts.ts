import type { Encoding } from '../formats/encoding.js'
import { findFormat, type PictureEncoding } from '../formats/formats.js'
import { mediaTypeOf } from '../formats/traits.js'
import { isGrayColour } from '../language/grammars/colour.js'
import { kindOf } from '../operations/operations.js'
import type { PlannedImage } from '../plan/plan.js'
import { isTransparent, paddingOf } from '../plan/transparency.js'
import type { Variant } from '../plan/variant.js'

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
  const hasAlpha = isTransparent(source, variant)
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
  return findFormat(encoding.format)?.isProgressive?.(encoding as PictureEncoding) ?? false
}

function keepsProfile({ base, metadata }: Variant): boolean {
  return base.colourSpace === 'source' || metadata !== 'none'
}

/** Whether what is encoded is a grey source's; what `grayscale` makes counts as colour, as it does to sharp. */
function isGray({ source, variant: { framing, operations, encoding } }: PlannedImage): boolean {
  if (findFormat(encoding.format)?.holdsGray !== true) return false
  const isGraySource = source.isGray && isGrayColour(paddingOf(framing))
  return operations.reduce(
    (gray, operation) => gray && (kindOf(operation).keepsGray?.(operation) ?? true),
    isGraySource,
  )
}
