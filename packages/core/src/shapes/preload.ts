import { mediaTypeOf } from '../formats/traits.js'
import type { Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { isToldByWidth } from './descriptor.js'
import { listCandidates } from './list-candidates.js'
import { widestOf } from './measures.js'
import { onlyWhere } from './only-where.js'
import { type PictureSource, pictureParts } from './picture-parts.js'
import type { ShapeInput } from './shape-input.js'
import type { ShapeKind } from './shape-kind.js'

/**
 * Links that preload what `as=html` or `as=picture` shows of the same query: one for each screen, of its first format
 * alone. A browser that lacks that leaves the link alone; of several formats it would load all that it has.
 */
export const preload: ShapeKind = {
  name: 'preload',
  aliases: [],
  doc: '`{ links }`: attributes of `<link rel="preload">` for what `as=html` or `as=picture` of the same query shows',
  takes: { placeholder: false, candidates: true, sizes: true, attributes: false, media: true, others: false },
  keys: null,
  isUrl: false,
  inText: null,
  build,
  declaration: {
    value: 'preload',
    interface: 'Preload',
    doc: '`as=preload`: what preloads a picture.',
    members: { links: { type: 'PreloadLink[]', doc: 'One for each screen, of which one at most is for this one.' } },
    more: {
      interface: 'PreloadLink',
      doc: 'Attributes of a `link` element.',
      members: {
        rel: { type: "'preload'" },
        as: { type: "'image'" },
        href: { type: 'string', doc: 'Where one image is all there is.', isOptional: true },
        imagesrcset: { type: 'string', isOptional: true },
        imagesizes: { type: 'string', isOptional: true },
        type: { type: `\`image/\${Format}\`` },
        media: { type: 'string', isOptional: true },
        fetchpriority: { type: "'high'" },
      },
    },
  },
}

function build(input: ShapeInput): Value {
  const { sources, fallback } = pictureParts(input)
  const first = sources.filter(({ media }, index) => sources.findIndex(other => other.media === media) === index)
  const own = first.find(({ media }) => media === null) ?? ownSource(fallback)
  const directed = first.filter(({ media }) => media !== null)
  const media = directed.flatMap(source => source.media ?? [])
  const links = [...directed, own].flatMap((source, index) => {
    const where = index === 0 ? source.media : onlyWhere(source.media, media.slice(0, index))
    return where === null && media.length > 0 ? [] : [linkOf(source, where, input)]
  })
  return { links }
}

function ownSource(fallback: readonly PlannedImage[]): PictureSource {
  return { media: null, format: widestOf(fallback).variant.encoding.format, images: fallback }
}

function linkOf({ format, images }: PictureSource, media: string | null, input: ShapeInput): Value {
  const areWidths = images.some(image => isToldByWidth(image, input.basePixels))
  const isOne = images.length === 1
  return {
    rel: 'preload',
    as: 'image',
    ...(isOne ? { href: input.link(widestOf(images)) } : { imagesrcset: listCandidates(images, input) }),
    ...(areWidths && !isOne ? { imagesizes: lengthsOf(input.sizes) } : {}),
    type: mediaTypeOf(format),
    ...(media === null ? {} : { media }),
    fetchpriority: 'high',
  }
}

/** The `sizes` attribute for a browser that has not laid out the page, and measures nothing. */
function lengthsOf(sizes: string | null): string {
  return sizes?.replace(/^\s*auto\s*(?:,\s*|$)/i, '') || '100vw'
}
