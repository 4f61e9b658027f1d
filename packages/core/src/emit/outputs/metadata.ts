import { type Encoding, isPictureFormat, mediaTypeOf } from '../../plan/encoding.js'
import type { Rgba } from '../../plan/geometry.js'
import { OPAQUE_BLACK } from '../../plan/operations-of.js'
import type { PlannedImage } from '../../plan/plan.js'
import type { Framing, Variant } from '../../plan/variant.js'
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
      return { ...Object.fromEntries(keys.map(key => [key, facts[key]])), ...extras(input) }
    }),
  )
}

function factsOf(image: PlannedImage, { link }: ShapeInput): Record<MetadataKey, Value> {
  const { source, variant, formatName } = image
  const { format } = variant.encoding
  const hasAlpha = (source.hasAlpha || addsAlpha(variant)) && keepsAlpha(variant)
  const gray = isGray(image)
  return {
    format: formatName,
    mediaType: mediaTypeOf(format),
    size: new ReadOff(image, 'bytes'),
    width: widthOf(image),
    height: heightOf(image),
    space: gray ? 'b-w' : 'srgb',
    channels: (gray ? 1 : 3) + (hasAlpha ? 1 : 0),
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

/** Formats that hold grey as grey: decoders of the others hand it out as colour. */
const GRAY_FORMATS: readonly Encoding['format'][] = ['jpeg', 'png', 'tiff']

/** Whether what is encoded has no colour. */
function isGray({ source, variant: { framing, operations, encoding } }: PlannedImage): boolean {
  if (!GRAY_FORMATS.includes(encoding.format)) return false
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
