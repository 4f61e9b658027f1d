import { directive } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'
import { parseDecimal, printDecimal } from '../grammars/number.js'

const LEAST = 0.001
const MOST = 1000

const ratio: Grammar<number> = {
  rule: `a ratio such as 16:9 or 1.777, from ${LEAST} to ${MOST}`,
  spellings: [],
  type: 'number | string',
  schema: { anyOf: [{ type: 'number', minimum: LEAST, maximum: MOST }, { type: 'string' }] },
  parse(text) {
    const [across, down = 1, ...rest] = text.split(/[:/]/).map(part => parseDecimal(part) ?? Number.NaN)
    if (across === undefined || rest.length > 0) return undefined
    // Two negative sides would pass as the ratio of positive ones.
    const value = Math.sign(across) === 1 ? across / down : Number.NaN
    return value >= LEAST && value <= MOST ? value : undefined
  },
  print: printDecimal,
}

export const aspect = directive({
  name: 'aspect',
  group: 'size',
  aliases: ['ar'],
  doc: 'Ratio of width to height; with `w` or `h` it decides the other side, alone it cuts the largest such part.',
  examples: [
    ['16:9', 'sixteen to nine'],
    ['1.777', 'the same, as a number'],
  ],
  grammar: ratio,
  apply: (value, draft) => {
    draft.aspect = value
  },
  ineffective: ({ draft }) =>
    draft.width !== undefined && draft.height !== undefined
      ? 'beside both w and h, which decide the ratio; leave one of the three out'
      : undefined,
})
