import { type ResultDirective, resultDirective } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'
import { isShapeName, METADATA_KEYS, SHAPE_NAMES, SHAPES, type Shape } from '../shape.js'

/**
 * The directive that names the shape.
 *
 * @param custom names that the options define.
 */
export function asDirective(custom: readonly string[]): ResultDirective<'as', Shape> {
  return resultDirective({
    name: 'as',
    group: 'result',
    doc: 'What the import evaluates to.',
    examples: SHAPE_NAMES.map(name => [name, SHAPES[name].doc] as const),
    grammar: shapeGrammar(custom),
    lenient: text => lenientShape(text, custom),
    apply: (value, draft) => {
      draft.shape = value
    },
  })
}

function shapeGrammar(custom: readonly string[]): Grammar<Shape> {
  const names = [...SHAPE_NAMES, ...custom]
  return {
    rule: `one of ${names.join(', ')}, where metadata may name keys (metadata:width;height) out of ${METADATA_KEYS.join(', ')}`,
    spellings: names,
    type: [
      ...names.map(name => `'${name}'`),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template type
      '`metadata:${string}`',
      ...custom.map(name => `\`${name}:\${string}\``),
    ].join(' | '),
    schema: { anyOf: [{ enum: names }, { type: 'string', pattern: '^[^:]+:.+$' }] },
    parse(text) {
      const colon = text.indexOf(':')
      const word = colon === -1 ? text : text.slice(0, colon)
      const keys = colon === -1 ? null : text.slice(colon + 1).split(';')
      if (custom.includes(word)) return { name: word, keys }
      const name = SHAPE_NAMES.find(
        shape => shape === word || (SHAPES[shape].aliases as readonly string[]).includes(word),
      )
      if (name === undefined) return undefined
      if (keys === null) return { name, keys }
      const known: readonly string[] = METADATA_KEYS
      // Keys are told in one order, however they are asked for.
      return name === 'metadata' && keys.every(key => known.includes(key))
        ? { name, keys: known.filter(key => keys.includes(key)) }
        : undefined
    },
    print: ({ name, keys }) => (keys === null ? name : `${name}:${keys.join(';')}`),
  }
}

/** Keys that nobody knows are left out of the metadata, keys of other shapes are overlooked, and an unknown shape is none. */
function lenientShape(text: string, custom: readonly string[]): Shape | null {
  const [word = '', keys = ''] = text.split(':')
  const shape = shapeGrammar(custom).parse(word)
  if (shape === undefined) return null
  if (shape.name !== 'metadata' || keys === '') return shape
  return { ...shape, keys: METADATA_KEYS.filter(key => keys.split(';').includes(key)) }
}

/** Whether a shape has a place for a placeholder; of an own shape only its author knows. */
export function takesPlaceholder({ name }: Shape): boolean {
  return !isShapeName(name) || SHAPES[name].placeholder
}

/** Whether a shape tells candidates apart. */
export function takesCandidates({ name }: Shape): boolean {
  return !isShapeName(name) || SHAPES[name].candidates
}
