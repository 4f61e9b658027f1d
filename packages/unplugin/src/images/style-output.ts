import { LazyImageError, type PlannedRequest, ReadOff, type Recipe, UrlOf, type Value } from '@lazy-image/core/host'

/**
 * The one output that stands in `url()` of a stylesheet, and whether it does so as its data.
 *
 * @throws {LazyImageError} for a request that comes to something else.
 */
export function outputOfUrl({ value, module: { files } }: PlannedRequest): { recipe: Recipe; isInline: boolean } {
  if (value instanceof UrlOf) return { recipe: value.image.recipe, isInline: false }
  if (isDataUri(value)) return { recipe: value.image.recipe, isInline: true }
  const outcome = files.length > 1 ? `${files.length} outputs` : 'something else'
  throw new LazyImageError(
    'PLACE_UNFIT',
    `url() takes one URL, but the directives come to ${outcome}; ask for one, without as, and write image-set() with a url() ` +
      'for each where there are to be several',
  )
}

function isDataUri(value: Value): value is ReadOff {
  return value instanceof ReadOff && value.reading === 'dataUri'
}
