import { directive } from '../language/directive.js'
import { flag } from '../language/grammars/flag.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    normalize?: boolean
  }
}

/** Lightness is stretched to its whole range. */
export interface Normalize {
  readonly kind: 'normalize'
}

export interface NormalizeMethods {
  /** Stretches lightness to its whole range. */
  normalize(): this
}

export const normalize = {
  kind: 'normalize',
  directives: [
    directive({
      name: 'normalize',
      group: 'pixels',
      aliases: ['normalise'],
      doc: 'Stretches the brightness to the whole range.',
      grammar: flag,
      apply: (value, draft) => {
        draft.normalize = value
      },
    }),
  ],
  fromDraft: (draft): Normalize | null => (draft.normalize === true ? { kind: 'normalize' } : null),
  methods: { normalize: () => ({ normalize: true }) },
} as const satisfies OperationKind<Normalize>
