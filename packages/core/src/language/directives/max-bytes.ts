import { directive } from '../directive.js'
import { isAskedLossless } from '../effect-context.js'
import type { Grammar } from '../grammars/grammar.js'

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1000, mb: 1_000_000 }
const LEAST = 50
const MOST = 1_000_000_000

const byteCount: Grammar<number> = {
  rule: `a number of bytes such as 50000, 50kB or 0.2MB, from ${LEAST} to ${MOST}`,
  spellings: [],
  type: 'number | string',
  schema: { anyOf: [{ type: 'integer', minimum: LEAST, maximum: MOST }, { type: 'string' }] },
  parse(text) {
    const match = /^(\d{1,10}(?:\.\d{0,6})?)(b|kb|mb|)$/i.exec(text)
    if (match === null) return undefined
    const bytes = Number(match[1]) * (UNITS[(match[2] ?? '').toLowerCase()] ?? 1)
    // 4.35 × 1000 is a little less than 4350.
    const value = Math.floor(Number(bytes.toFixed(6)))
    return value >= LEAST && value <= MOST ? value : undefined
  },
  print: String,
}

export const maxBytes = directive({
  name: 'maxBytes',
  group: 'encode',
  doc: 'The best quality whose file is not larger than this; `quality` is then the upper bound.',
  examples: [['50kB', 'at most 50,000 bytes']],
  grammar: byteCount,
  apply: (value, draft) => {
    draft.maxBytes = value
  },
  ineffective: context => {
    const format = context.formatName
    if (isAskedLossless(context)) return 'beside lossless, which leaves no quality to choose'
    return context.target?.quality === null ? `on ${format}, which has no quality to choose` : undefined
  },
})
