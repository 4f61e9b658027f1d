import type { PlannedImage } from '@lazy-image/core/host'
import type { PlacedRequest, PlaceKind } from './place-kind.js'

/** A kind of place with its URLs written in another way. */
export function mapUrls<Value, Placed extends PlacedRequest>(
  kind: PlaceKind<Value, Placed>,
  map: (url: string, image: PlannedImage) => string,
): PlaceKind<Value, Placed> {
  return {
    name: kind.name,
    write: (placed, known) => kind.write(placed, { ...known, url: image => map(known.url(image), image) }),
  }
}
