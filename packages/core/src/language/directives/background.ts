import type { OperationKind } from '../../operations/operation-kind.js'
import { OPERATIONS } from '../../operations/operations.js'
import { directive } from '../directive.js'
import { hasBox, targetTraits } from '../effect-context.js'
import { colour } from '../grammars/colour.js'

export const background = directive({
  name: 'background',
  group: 'pixels',
  doc: 'The colour below transparent pixels (`flatten`, jpeg), around a padded picture (`contain`) and behind a turned one (`rotate`).',
  examples: [
    ['#ffaa22', 'hexadecimal; `ffaa22` is the same'],
    ['hsl(120,50%25,50%25)', 'any CSS colour, `%` encoded'],
  ],
  grammar: colour,
  apply: (value, draft) => {
    draft.background = value
  },
  ineffective: context => {
    const { draft } = context
    const isPadded = draft.fit === 'contain' && hasBox(context)
    const isShown = OPERATIONS.some((kind: OperationKind) => kind.showsBackground?.(draft))
    return isPadded || isShown || targetTraits(context)?.alpha !== true
      ? undefined
      : 'without flatten, fit=contain, a rotation or a format without transparency'
  },
})
