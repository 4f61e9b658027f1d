import { directive } from '../language/directive.js'
import { flag } from '../language/grammars/flag.js'
import type { OperationKind } from './operation-kind.js'
import { isSameTurn, type Turn } from './turn.js'

declare module '../language/draft.js' {
  interface Draft {
    flip?: boolean
  }
}

/** Top becomes bottom. */
export interface Flip {
  readonly kind: 'flip'
}

export interface FlipMethods {
  /** Mirrors: top becomes bottom. */
  flipV(): this
}

const TURN: Turn = { quarters: 2, isMirrored: true }

export const flip = {
  kind: 'flip',
  directives: [
    directive({
      name: 'flip',
      group: 'pixels',
      doc: 'Mirrors top and bottom.',
      grammar: flag,
      apply: (value, draft) => {
        draft.flip = value
      },
    }),
  ],
  fromDraft: (draft): Flip | null => (draft.flip === true ? { kind: 'flip' } : null),
  turn: () => TURN,
  ofTurn: (turn): Flip | null => (isSameTurn(turn, TURN) ? { kind: 'flip' } : null),
  step: 'flipH or flipV',
  field: 'flip',
  methods: { flipV: ({ flip: before }) => ({ flip: before !== true }) },
} as const satisfies OperationKind<Flip>
