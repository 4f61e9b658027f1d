import { rangeOfEffort } from '../../formats/effort.js'
import { FORMATS } from '../../formats/formats.js'
import { directive } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'
import { integer } from '../grammars/number.js'

/** Rungs of the AVIF ladder by name, slowest first. */
export const EFFORT_NAMES = ['best', 'default', 'fast', 'faster', 'draft'] as const

export type EffortName = (typeof EFFORT_NAMES)[number]

/** A rung by name, an end of the format's scale, or a number on sharp's scale of the format. */
export type Effort = EffortName | 'min' | 'max' | number

const SCALES = FORMATS.flatMap(({ name, effort }) => {
  const range = rangeOfEffort(effort)
  return range === null ? [] : `${name} ${range.join('–')}`
}).join(', ')

const WORDS = ['min', 'max', ...EFFORT_NAMES] as const
const number = integer(0, 10)

const effortChoice: Grammar<Effort> = {
  rule: `min, max, a number on the format's scale (${SCALES}) or one of ${EFFORT_NAMES.join(', ')}`,
  spellings: WORDS,
  type: `number | ${WORDS.map(word => `'${word}'`).join(' | ')}`,
  schema: { anyOf: [number.schema, { enum: WORDS }] },
  parse: text => WORDS.find(word => word === text) ?? number.parse(text),
  print: String,
}

export const effort = directive({
  name: 'effort',
  group: 'encode',
  doc: 'How much time the encoder may take for fewer bytes at equal looks. A jpeg has `best` and `default`: its best is progressive where nothing else is said; drawings want `chroma=auto` beside it.',
  examples: [
    ['max', 'the smallest file'],
    ['fast', 'a quicker build, about a tenth larger avif files'],
  ],
  grammar: effortChoice,
  apply: (value, draft) => {
    draft.effort = value
  },
  ineffective: ({ target, formatName: format, draft: { effort: asked } }) => {
    if (target === undefined) return undefined
    if (target.effort === null) return `on ${format}, which has one effort only`
    const range = rangeOfEffort(target.effort)
    if (range === null) {
      // Names without a scale, which has no ends.
      return target.effort.some(name => name === asked)
        ? undefined
        : `on ${format} as ${asked}: it has ${target.effort.join(' and ')}`
    }
    const [least, most] = range
    const isInside = typeof asked !== 'number' || (asked >= least && asked <= most)
    return isInside ? undefined : `on ${format} as ${asked}: its scale goes from ${least} to ${most}`
  },
})
