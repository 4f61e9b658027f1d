import type { Known, PlannedRequest } from '@lazy-image/core/host'

/** A request that stands in a text, such as a page or a stylesheet, and is to be written there. */
export interface PlacedRequest {
  planned: PlannedRequest
  /** The place as its author calls it, such as `<a href>` or `url()`. */
  place: string
}

/** A kind of place in a text, and what it holds of a request. */
export interface PlaceKind<Written, Placed extends PlacedRequest = PlacedRequest> {
  readonly name: string
  /**
   * What stands there in the end, not escaped.
   *
   * @param known URLs and what is read off images, each as text.
   * @throws {LazyImageError} `PLACE_UNFIT` for a request that comes to something else than the place can hold.
   */
  write(placed: Placed, known: Known): Written
}
