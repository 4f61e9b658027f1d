import { mediaTypeOf } from '../formats/traits.js'
import { type ReadOff, TextOf, type UrlOf, type Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { isToldByWidth } from './descriptor.js'
import { escapeHtml } from './escape-html.js'
import { IMG_ATTRIBUTES, imgAttributes, isMeasured } from './img-attributes.js'
import { listCandidates } from './list-candidates.js'
import { heightOf, widestOf, widthOf } from './measures.js'
import { pictureParts } from './picture-parts.js'
import type { ShapeInput } from './shape-input.js'
import type { ShapeKind } from './shape-kind.js'

type Part = string | UrlOf | ReadOff

/**
 * A ready `<picture>` element, or `<img>` where one format needs no other: with its intrinsic size, so that the page does
 * not jump, loaded when it comes near the screen and decoded beside the page, unless the query says otherwise. The alternative text is
 * the query's or the page's to say: it is left empty.
 */
export const html: ShapeKind = {
  name: 'html',
  aliases: [],
  doc: 'a ready `<picture>` or `<img>` element with its intrinsic size',
  takes: { placeholder: true, candidates: true, sizes: true, attributes: true, media: true, others: false },
  keys: null,
  isUrl: false,
  inText: { comesTo: 'elements', attributes: IMG_ATTRIBUTES },
  build,
  declaration: { value: 'html' },
}

function build(input: ShapeInput): Value {
  const { sources, fallback } = pictureParts(input)
  const isPicture = sources.some(({ media, images }) => media !== null || images !== fallback)
  const parts: Part[] = []
  if (isPicture) {
    parts.push('<picture>')
    for (const { media, format, images } of sources) {
      parts.push('<source')
      if (media !== null) parts.push(...attribute('media', [media]))
      parts.push(...attribute('type', [mediaTypeOf(format)]))
      parts.push(...candidates(images, input))
      if (media !== null) parts.push(...size(widestOf(images)))
      parts.push('>')
    }
  }
  const widest = widestOf(fallback)
  parts.push('<img', ...attribute('src', [input.link(widest)]))
  if (!isPicture && fallback.length > 1) parts.push(...candidates(fallback, input))
  // Sources are measured only where the image itself says so.
  else if (isPicture && isMeasured(input)) parts.push(...attribute('sizes', [input.sizes ?? '']))
  parts.push(...size(widest))
  for (const [name, text] of Object.entries(imgAttributes(input.attributes))) parts.push(...attribute(name, [text]))
  parts.push(...placeholderAttribute(input), '>')
  if (isPicture) parts.push('</picture>')
  return new TextOf(parts, true)
}

/** Art direction has shapes of its own, which keep its place free. */
function size(image: PlannedImage): Part[] {
  return [...attribute('width', [sizePart(widthOf(image))]), ...attribute('height', [sizePart(heightOf(image))])]
}

function sizePart(side: number | ReadOff): Part {
  return typeof side === 'number' ? String(side) : side
}

/** A srcset; widths in it need sizes beside them, and browsers take the window's where none are given. */
function candidates(images: readonly PlannedImage[], input: ShapeInput): Part[] {
  const areWidths = images.some(image => isToldByWidth(image, input.basePixels))
  const sizes = input.sizes ?? (areWidths ? '100vw' : null)
  return [
    ...attribute('srcset', listCandidates(images, input).parts),
    ...(sizes === null ? [] : attribute('sizes', [sizes])),
  ]
}

/** What a style can show, it shows; the rest is for a script that knows what to do with it. */
function placeholderAttribute({ placeholder }: ShapeInput): Part[] {
  if (placeholder === null) return []
  const { name, before, after } = placeholder.kind.attribute
  return attribute(name, [before, placeholder.value, after])
}

function attribute(name: string, parts: readonly Part[]): Part[] {
  return [` ${name}="`, ...parts.map(part => (typeof part === 'string' ? escapeHtml(part) : part)), '"']
}
