import { type ResultDirective, resultDirective } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'

/**
 * The directive that names a preset. It has done its part when the query is read: what the preset says stands below
 * what the query says.
 */
export function presetDirective(names: readonly string[]): ResultDirective<'preset', string> {
  const known: Grammar<string> = {
    rule: names.length === 0 ? 'the name of a preset, and the options define none' : `one of ${names.join(', ')}`,
    spellings: names,
    type: 'string',
    schema: { type: 'string' },
    parse: text => names.find(name => name === text),
    print: String,
  }
  return resultDirective({
    name: 'preset',
    group: 'result',
    doc: 'Directives that the options define under a name.',
    examples: [['hero', 'whatever `presets.hero` says']],
    grammar: known,
    apply: () => {},
  })
}
