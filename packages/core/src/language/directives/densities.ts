import { directive } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'
import { decimal, printDecimal } from '../grammars/number.js'

const factor = decimal(0.1, 10)

const density: Grammar<number> = {
  rule: 'a pixel density from 0.1x to 10x, such as 1x or 1.5x',
  spellings: [],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template type
  type: 'number | `${number}x`',
  schema: { anyOf: [factor.schema, { type: 'string', pattern: '^[0-9.]+x$' }] },
  parse: text => factor.parse(text.replace(/x$/, '')),
  print: value => `${printDecimal(value)}x`,
}

export const densities = directive({
  name: 'densities',
  group: 'size',
  doc: 'Outputs for several pixel densities: `w` and `h` are multiplied, and candidates are told apart by `1x`, `2x`.',
  examples: [['1x;2x', 'with `w=300`: 300 and 600 pixels wide']],
  grammar: density,
  apply: (value, draft) => {
    draft.density = value
  },
  ineffective: ({ draft }) =>
    draft.width === undefined && draft.height === undefined ? 'without w or h to multiply' : undefined,
})
