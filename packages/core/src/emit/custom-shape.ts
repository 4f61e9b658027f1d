import { LazyImageError } from '../errors.js'
import type { BuildOutput, OutputImage } from '../options/custom-output.js'
import { mediaTypeOf } from '../plan/encoding.js'
import type { PlannedImage } from '../plan/plan.js'
import { plannedSize } from '../plan/variant.js'
import { printSelection } from '../request/print-selection.js'
import { parseQuery } from '../request/query.js'
import type { BuildShape } from './shape-input.js'
import { type ReadOff, TextOf, type UrlOf, type Value } from './value.js'

/** Stands for a URL in what an own shape gives back. Private-use characters are nobody's text. */
const MARK = /\uE000lazy-image (\d+)\uE000/

/**
 * A shape that the options define. Its author sees marks in place of URLs, which only the host knows, and may put them
 * anywhere.
 */
export function customShape(name: string, build: BuildOutput): BuildShape {
  return input => {
    const links = input.images.map(image => input.link(image))
    const images = input.images.map((image, index) => describe(image, `\uE000lazy-image ${index}\uE000`))
    return fillMarks(build(images, input.keys), links, `outputs.${name}`)
  }
}

function describe(image: PlannedImage, src: string): OutputImage {
  const { source, variant, formatName, selection } = image
  const size = plannedSize(variant)
  return {
    src,
    width: size?.width ?? null,
    height: size?.height ?? null,
    format: formatName,
    mediaType: mediaTypeOf(variant.encoding.format),
    directives: Object.fromEntries(parseQuery(printSelection(selection)).map(({ key, text }) => [key, text])),
    source: {
      file: source.file,
      width: source.orientedWidth,
      height: source.orientedHeight,
      format: source.format,
    },
  }
}

function fillMarks(value: unknown, links: readonly (UrlOf | ReadOff)[], path: string): Value {
  switch (typeof value) {
    case 'string':
      return fillText(value, links)
    case 'number':
    case 'boolean':
      return value
    case 'object':
      if (value === null) return null
      if (Array.isArray(value)) return value.map((item, index) => fillMarks(item ?? null, links, `${path}[${index}]`))
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [key, fillMarks(item, links, `${path}.${key}`)]),
      )
    default:
      throw new LazyImageError(
        'OPTION_INVALID',
        `The value of ${path} must be JSON (text, number, boolean, null, list or object), but is of type ${typeof value}`,
      )
  }
}

function fillText(text: string, links: readonly (UrlOf | ReadOff)[]): Value {
  // Splitting by an expression with a group gives texts and indices in turn.
  const parts = text.split(MARK).flatMap((part, index): (string | UrlOf | ReadOff)[] => {
    if (index % 2 === 0) return part === '' ? [] : [part]
    const link = links[Number(part)]
    return link === undefined ? [] : [link]
  })
  const [only, second] = parts
  if (only === undefined) return ''
  return second === undefined ? only : new TextOf(parts)
}
