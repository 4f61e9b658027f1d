import { type ResultDirective, resultDirective } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'
import type { ChosenShape, Shape } from '../shape.js'

/**
 * The directive that names the shape.
 *
 * @param shapes all that there are, those of the options included.
 */
export function asDirective(shapes: readonly Shape[]): ResultDirective<'as', ChosenShape> {
  return resultDirective({
    name: 'as',
    group: 'result',
    doc: 'What the import evaluates to.',
    examples: shapes.map(({ name, doc }) => [name, doc] as const),
    grammar: shapeGrammar(shapes),
    apply: (value, draft) => {
      draft.shape = value
    },
    keepsOneUrl: ({ isUrl }) => isUrl,
  })
}

function shapeGrammar(shapes: readonly Shape[]): Grammar<ChosenShape> {
  const names = shapes.map(({ name }) => name)
  return {
    rule: `one of ${names.join(', ')}${shapes.flatMap(keysRule).join('')}`,
    spellings: names,
    type: [
      ...names.map(name => `'${name}'`),
      ...shapes.filter(({ keys }) => keys !== null).map(({ name }) => `\`${name}:\${string}\``),
    ].join(' | '),
    schema: { anyOf: [{ enum: names }, { type: 'string', pattern: '^[^:]+:.+$' }] },
    parse(text) {
      const { word, keys } = splitShape(text)
      const kind = shapes.find(({ name, aliases }) => name === word || aliases.includes(word))
      if (kind === undefined) return undefined
      if (keys === null || kind.keys === 'any') return { ...kind, chosen: keys }
      const known = kind.keys?.names
      return known !== undefined && keys.every(key => known.includes(key))
        ? { ...kind, chosen: known.filter(key => keys.includes(key)) }
        : undefined
    },
    spellingsOf(text) {
      const { word, keys } = splitShape(text)
      const kind = shapes.find(({ name, aliases }) => name === word || aliases.includes(word))
      if (kind === undefined || kind.keys === null || kind.keys === 'any') return { word, spellings: names }
      const known = kind.keys.names
      return { word: keys?.find(key => !known.includes(key)) ?? word, spellings: known }
    },
    print: ({ name, chosen }) => (chosen === null ? name : `${name}:${chosen.join(';')}`),
  }
}

function keysRule({ name, keys }: Shape): string[] {
  if (keys === null || keys === 'any') return []
  return [`, where ${name} may name keys (${name}:${keys.example}) out of ${keys.names.join(', ')}`]
}

function splitShape(text: string): { word: string; keys: readonly string[] | null } {
  const colon = text.indexOf(':')
  return colon === -1
    ? { word: text, keys: null }
    : { word: text.slice(0, colon), keys: text.slice(colon + 1).split(';') }
}
