import { PLACEHOLDERS, type PlaceholderName } from '../../placeholders/placeholders.js'
import { type ResultDirective, resultDirective } from '../directive.js'
import { keyword } from '../grammars/keyword.js'
import { listShapes, type Shape } from '../shape.js'

/**
 * The directive that asks for a placeholder.
 *
 * @param shapes all that there are.
 */
export function placeholderDirective(shapes: readonly Shape[]): ResultDirective<'placeholder', PlaceholderName> {
  return resultDirective({
    name: 'placeholder',
    group: 'result',
    doc: 'Something to show until the picture is there, as key `placeholder`: a tiny picture, a hash of one, its main colour or colours.',
    examples: PLACEHOLDERS.map(({ name, doc }) => [name, doc] as const),
    grammar: keyword(PLACEHOLDERS.map(({ name }) => name)),
    apply: (value, draft) => {
      draft.placeholder = value
    },
    ineffective: ({ shape }) =>
      shape.takes.placeholder
        ? undefined
        : `with as=${shape.name}, which has no place for it; ${listShapes(shapes, ({ takes }) => takes.placeholder)} do`,
  })
}
