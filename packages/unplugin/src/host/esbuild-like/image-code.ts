import { type Outcomes, type PlannedRequest, UrlOf } from '@lazy-image/core/host'
import { OutputImports } from '../../images/output-imports.js'

/**
 * The module of a request, which imports the files of its outputs.
 *
 * @param scheme that an import of an output by its key begins with.
 */
export function writeModule({ value, module }: PlannedRequest, outcomes: Outcomes, scheme: string): string {
  const imports = new OutputImports(image => `${scheme}:${image.recipe.key}`)
  if (value instanceof UrlOf) return imports.reexport(value.image)
  const code = module.code(image => imports.nameOf(image), outcomes)
  return imports.statements() + code
}
