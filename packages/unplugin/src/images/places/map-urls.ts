import type { PlannedImage } from '@lazy-image/core/host'
import type { PlacedRequest, PlaceKind } from './place-kind.js'

/**
 * A kind of place with its URLs written in another way.
 *
 * @param map is given a URL, its image, and the file of the request's own picture.
 */
export function mapUrls<Value, Placed extends PlacedRequest>(
  kind: PlaceKind<Value, Placed>,
  map: (url: string, image: PlannedImage, own: string) => string,
): PlaceKind<Value, Placed> {
  return {
    name: kind.name,
    write: (placed, known) => {
      const { file } = placed.planned.plan.source
      return kind.write(placed, { ...known, url: image => map(known.url(image), image, file) })
    },
  }
}
