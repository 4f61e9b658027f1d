import { directive } from '../language/directive.js'
import { flag } from '../language/grammars/flag.js'
import type { OperationKind } from './operation-kind.js'
import { isSameTurn, type Turn } from './turn.js'

declare module '../language/draft.js' {
  interface Draft {
    flop?: boolean
  }
}

/** Left becomes right. */
export interface Flop {
  readonly kind: 'flop'
}

export interface FlopMethods {
  /** Mirrors: left becomes right. */
  flipH(): this
}

const TURN: Turn = { quarters: 0, isMirrored: true }

export const flop = {
  kind: 'flop',
  directives: [
    directive({
      name: 'flop',
      group: 'pixels',
      doc: 'Mirrors left and right.',
      grammar: flag,
      apply: (value, draft) => {
        draft.flop = value
      },
    }),
  ],
  fromDraft: (draft): Flop | null => (draft.flop === true ? { kind: 'flop' } : null),
  turn: () => TURN,
  ofTurn: (turn): Flop | null => (isSameTurn(turn, TURN) ? { kind: 'flop' } : null),
  step: 'flipH or flipV',
  field: 'flop',
  methods: { flipH: ({ flop: before }) => ({ flop: before !== true }) },
} as const satisfies OperationKind<Flop>
