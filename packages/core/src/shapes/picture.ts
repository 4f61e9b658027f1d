import { type Encoding, mediaTypeOf } from '../formats/encoding.js'
import { groupBy } from '../group-by.js'
import type { Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { fallbackOf } from './img.js'
import { type BuildShape, extras, type ShapeInput } from './shape-input.js'
import { srcsetOf } from './srcset.js'

/**
 * A srcset for each format in order of first appearance, and the last format's widest image as the fallback. With art
 * direction, `sources` is a list instead, each with its media query and type.
 */
export const pictureShape: BuildShape = input => {
  const { sources, fallback } = pictureParts(input)
  const listed: Value =
    input.directed.length === 0
      ? Object.fromEntries(sources.map(({ format, images }) => [format, srcsetOf(images, input)]))
      : sources.map(({ media, format, images }) => ({
          ...(media === null ? {} : { media }),
          type: mediaTypeOf(format),
          srcset: srcsetOf(images, input),
        }))
  return { sources: listed, img: fallbackOf(fallback, input), ...extras(input) }
}

/** One `<source>` element. */
export interface PictureSource {
  media: string | null
  format: Encoding['format']
  images: readonly PlannedImage[]
}

/**
 * What the elements of a picture are made from. A fallback format with one image needs no source beside other formats:
 * the `img` says the same.
 */
export function pictureParts({ images, directed }: ShapeInput): {
  sources: PictureSource[]
  fallback: readonly PlannedImage[]
} {
  const sources: PictureSource[] = directed.flatMap(({ media, images }) =>
    formatsOf(images).map(([format, group]) => ({ media, format, images: group })),
  )
  const byFormat = formatsOf(images)
  const fallback = byFormat.at(-1)?.[1] ?? images
  for (const [format, group] of byFormat) {
    if (group !== fallback || group.length > 1) sources.push({ media: null, format, images: group })
  }
  return { sources, fallback }
}

function formatsOf(images: readonly PlannedImage[]): [Encoding['format'], PlannedImage[]][] {
  return [...groupBy(images, image => image.variant.encoding.format)]
}
