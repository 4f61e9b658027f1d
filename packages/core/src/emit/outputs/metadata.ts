import { MEDIA_TYPE } from '../../plan/encoding.js'
import type { PlannedImage } from '../../plan/plan.js'
import { sizeOf } from '../../plan/variant.js'
import type { MetadataKey } from '../../request/directives/as.js'
import { BytesOf, UrlOf, type Value } from '../value.js'
import { oneOrMany } from './one-or-many.js'

/** The named facts about each encoded image. */
export function metadataValue(images: readonly PlannedImage[], keys: readonly MetadataKey[]): Value {
  return oneOrMany(
    images.map(image => {
      const facts = factsOf(image)
      return Object.fromEntries(keys.map(key => [key, facts[key]]))
    }),
  )
}

function factsOf(image: PlannedImage): Record<MetadataKey, Value> {
  const { source, variant, formatName } = image
  const { format } = variant.encoding
  const { width, height } = sizeOf(variant)
  const hasAlpha = source.hasAlpha && format !== 'jpeg'
  // WebP and AVIF decoders hand out grey pictures as colour.
  const isGray = source.isGray && (format === 'jpeg' || format === 'png')
  return {
    format: formatName,
    mediaType: MEDIA_TYPE[format],
    size: new BytesOf(image),
    width,
    height,
    space: isGray ? 'b-w' : 'srgb',
    channels: (isGray ? 1 : 3) + (hasAlpha ? 1 : 0),
    depth: 'uchar',
    isProgressive: variant.encoding.format === 'jpeg' && variant.encoding.progressive,
    hasProfile: false,
    hasAlpha,
    src: new UrlOf(image),
  }
}
