import { type Encoding, isPictureFormat, mediaTypeOf } from '../../plan/encoding.js'
import type { PlannedImage } from '../../plan/plan.js'
import type { Variant } from '../../plan/variant.js'
import { FORMAT_TRAITS } from '../../request/output-format.js'
import { METADATA_KEYS, type MetadataKey } from '../../request/shape.js'
import { heightOf, widthOf } from '../measures.js'
import { type BuildShape, extras, type ShapeInput } from '../shape-input.js'
import { ReadOff, type Value } from '../value.js'
import { oneOrMany } from './one-or-many.js'

/** The named facts about each encoded image. */
export const metadataShape: BuildShape = input => {
  const keys = (input.keys ?? METADATA_KEYS) as readonly MetadataKey[]
  return oneOrMany(
    input.images.map(image => {
      const facts = factsOf(image, input)
      return { ...Object.fromEntries(keys.map(key => [key, facts[key]])), ...extras(input, false) }
    }),
  )
}

function factsOf(image: PlannedImage, { link }: ShapeInput): Record<MetadataKey, Value> {
  const { source, variant, formatName } = image
  const { format } = variant.encoding
  const hasAlpha = (source.hasAlpha || addsAlpha(variant)) && keepsAlpha(variant)
  // WebP and AVIF decoders hand out grey pictures as colour.
  const isGray = source.isGray && (format === 'jpeg' || format === 'png')
  return {
    format: formatName,
    mediaType: mediaTypeOf(format),
    size: new ReadOff(image, 'bytes'),
    width: widthOf(image),
    height: heightOf(image),
    space: isGray ? 'b-w' : 'srgb',
    channels: (isGray ? 1 : 3) + (hasAlpha ? 1 : 0),
    depth: 'depth' in variant.encoding && variant.encoding.depth === 16 ? 'ushort' : 'uchar',
    isProgressive: isProgressive(variant.encoding),
    hasProfile: variant.base.colourSpace === 'p3' || (source.hasProfile && keepsProfile(variant)),
    hasAlpha,
    frames: variant.base.animated ? source.frames : 1,
    src: link(image),
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
