import { LazyImageError } from '@lazy-image/core'
import { type Outcomes, type PlannedRequest, ReadOff, type Recipe, UrlOf, type Value } from '@lazy-image/core/host'
import { OutputImports } from './output-imports.js'

/** In place of a module that fails for a reason that another tells. */
export const FAILED_MODULE = 'export default undefined;\n'

/**
 * The module of a request, which imports the files of its outputs.
 *
 * @param scheme that an import of an output by its key begins with.
 */
export function writeModule({ value, module }: PlannedRequest, outcomes: Outcomes, scheme: string): string {
  const imports = new OutputImports(scheme)
  if (value instanceof UrlOf) return imports.reexport(value.image)
  const code = module.code(image => imports.nameOf(image), outcomes)
  return imports.statements() + code
}

/** The one output that stands in `url()` of a stylesheet, and whether it does so as its data.
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
