import { groupBy } from '../../group-by.js'
import type { PlannedImage } from '../../plan/plan.js'
import type { Value } from '../value.js'
import { fallbackValue } from './img.js'
import { srcsetValue } from './srcset.js'

/**
 * A srcset for each format in order of first appearance, and the last format's widest image as the fallback.
 * A fallback format with one image needs no source beside other formats: the `img` says the same.
 */
export function pictureValue(images: readonly PlannedImage[]): Value {
  const byFormat = groupBy(images, image => image.variant.encoding.format)
  const last = [...byFormat.values()].at(-1) ?? images
  const sources = [...byFormat].filter(([, group]) => group !== last || group.length > 1)
  return {
    sources: Object.fromEntries(sources.map(([format, group]) => [format, srcsetValue(group)])),
    img: fallbackValue(last),
  }
}
