import { directive } from '../language/directive.js'
import { flag } from '../language/grammars/flag.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    invert?: boolean
  }
}

/** Every colour becomes its complement; alpha stays. */
export interface Invert {
  readonly kind: 'invert'
}

export interface InvertMethods {
  /** Every colour becomes its complement; alpha stays. */
  invert(): this
}

export const invert = {
  kind: 'invert',
  directives: [
    directive({
      name: 'invert',
      group: 'pixels',
      aliases: ['negate'],
      doc: 'Every colour’s opposite; transparency stays.',
      grammar: flag,
      apply: (value, draft) => {
        draft.invert = value
      },
    }),
  ],
  fromDraft: (draft): Invert | null => (draft.invert === true ? { kind: 'invert' } : null),
  methods: { invert: ({ invert: before }) => ({ invert: before !== true }) },
} as const satisfies OperationKind<Invert>
