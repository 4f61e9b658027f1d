import { type ResultDirective, resultDirective } from '../directive.js'
import type { ElementAttributes } from '../element-attributes.js'
import type { Grammar } from '../grammars/grammar.js'
import { listShapes, type Shape } from '../shape.js'

interface AttributeDefinition<Name extends keyof ElementAttributes> {
  readonly name: Name
  readonly doc: string
  readonly examples: readonly (readonly [value: string, effect: string])[]
  readonly grammar: Grammar<NonNullable<ElementAttributes[Name]>>
}

/** The directive of an attribute of the element that an import writes. @param shapes all that there are. */
export function attributeDirective<Name extends keyof ElementAttributes>(
  { name, doc, examples, grammar }: AttributeDefinition<Name>,
  shapes: readonly Shape[],
): ResultDirective<Name, NonNullable<ElementAttributes[Name]>> {
  return resultDirective({
    name,
    group: 'element',
    doc,
    examples,
    grammar,
    apply: (value, draft) => {
      draft.attributes = { ...draft.attributes, [name]: value }
    },
    ineffective: ({ shape }) =>
      shape.takes.attributes
        ? undefined
        : `with as=${shape.name}, which writes no element; ${listShapes(shapes, ({ takes }) => takes.attributes)} does`,
  })
}
