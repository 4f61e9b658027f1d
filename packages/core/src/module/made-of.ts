import { mediaTypeOf } from '../formats/encoding.js'
import type { Made } from './reading.js'
import type { Recipe } from './recipe.js'

/** What readings look at: an encoded image with the media type that its recipe says. */
export function madeOf({ variant }: Pick<Recipe, 'variant'>, { width, height, data }: Omit<Made, 'mediaType'>): Made {
  return { width, height, data, mediaType: mediaTypeOf(variant.encoding.format) }
}
