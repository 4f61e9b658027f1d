import type { PlannedImage } from '../../plan/plan.js'
import { UrlOf, type Value } from '../value.js'
import { oneOrMany } from './one-or-many.js'

/** The URL, or a list of URLs when there are several images. */
export function urlValue(images: readonly PlannedImage[]): Value {
  return oneOrMany(images.map(image => new UrlOf(image)))
}
