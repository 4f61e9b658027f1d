import { directive } from '../directive.js'
import { isAskedLossless } from '../effect-context.js'
import type { Grammar } from '../grammars/grammar.js'
import { integer } from '../grammars/number.js'

/** A number on sharp's scale, or a score of SSIMULACRA2 that the output is to reach. */
export type QualityChoice = { kind: 'number'; value: number } | { kind: 'target'; score: number }

const PREFIX = 'target:'
/** Least and greatest, of both scales. */
export const QUALITY = [1, 100] as const

const number = integer(...QUALITY)

const quality100: Grammar<QualityChoice> = {
  rule: `${number.rule}, or ${PREFIX}75 for a SSIMULACRA2 score to reach`,
  spellings: [],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template type
  type: 'number | `target:${number}`',
  schema: { anyOf: [number.schema, { type: 'string', pattern: '^target:[0-9]+$' }] },
  parse(text) {
    const isTarget = text.startsWith(PREFIX)
    const value = number.parse(isTarget ? text.slice(PREFIX.length) : text)
    if (value === undefined) return undefined
    return isTarget ? { kind: 'target', score: value } : { kind: 'number', value }
  },
  print: choice => (choice.kind === 'number' ? String(choice.value) : `${PREFIX}${choice.score}`),
}

export const quality = directive({
  name: 'quality',
  group: 'encode',
  doc: 'Quality of a lossy format on sharp’s scale; 80 for jpeg and webp, 50 for avif where nothing is said. A png stays lossless, unless `lossless=false` is said too.',
  examples: [
    ['70', 'at least as good as sharp’s 70'],
    ['target:75', 'the smallest file that scores 75 by SSIMULACRA2'],
    ['80&lossless=false', 'a png of as few colours as sharp’s 80 needs'],
  ],
  grammar: quality100,
  apply: (value, draft) => {
    draft.quality = value
  },
  ineffective: context => {
    if (isAskedLossless(context)) return 'beside lossless, which keeps every pixel; leave one of the two out'
    const { target, draft, formatName: format } = context
    if (target === undefined || target.quality !== null) return undefined
    if (target.mayLose !== true) return `on ${format}, which is lossless; leave it out or ask for another format`
    if (draft.lossless !== false) {
      return `on ${format}, which is lossless; leave it out, or add lossless=false for as few colours as it needs`
    }
    return draft.quality?.kind === 'target'
      ? `on ${format} as ${PREFIX}${draft.quality.score}: it reaches no score`
      : undefined
  },
})
