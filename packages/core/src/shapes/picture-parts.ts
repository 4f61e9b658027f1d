import type { Encoding } from '../formats/encoding.js'
import { groupBy } from '../group-by.js'
import type { PlannedImage } from '../plan/plan.js'
import type { ShapeInput } from './shape-input.js'

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
