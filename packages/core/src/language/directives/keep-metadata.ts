import { holdsMetadata, listFormats } from '../../formats/traits.js'
import { directive } from '../directive.js'
import { isWithoutMetadata } from '../effect-context.js'
import { flag, parseFlag } from '../grammars/flag.js'
import type { Grammar } from '../grammars/grammar.js'
import { keyword } from '../grammars/keyword.js'

const KEPT = ['none', 'icc', 'copyright', 'all'] as const

export type KeptMetadata = (typeof KEPT)[number]

const words = keyword(KEPT)

const kept: Grammar<KeptMetadata> = {
  ...words,
  rule: `${words.rule}, true (all) or false (none); a bare key means true`,
  spellings: [...words.spellings, ...flag.spellings],
  type: `${words.type} | boolean`,
  schema: { anyOf: [words.schema, flag.schema] },
  parse(text) {
    const on = parseFlag(text)
    if (on === undefined) return words.parse(text)
    return on ? 'all' : 'none'
  },
}

export const keepMetadata = directive({
  name: 'keepMetadata',
  group: 'source',
  doc: 'What of the source’s metadata the output carries: nothing (the default), its colour profile, also who made it and under which terms, or everything, GPS position included.',
  examples: [['copyright', 'colour profile, artist, copyright']],
  grammar: kept,
  apply: (value, draft) => {
    draft.metadata = value
  },
  ineffective: context =>
    isWithoutMetadata(context) && context.draft.metadata !== 'none'
      ? `on ${context.formatName}, which carries none; ${listFormats(holdsMetadata, 'and')} do`
      : undefined,
})
