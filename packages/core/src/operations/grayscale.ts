import { directive } from '../language/directive.js'
import { flag } from '../language/grammars/flag.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    grayscale?: boolean
  }
}

/** Luminance alone is left. */
export interface Grayscale {
  readonly kind: 'grayscale'
}

export interface GrayscaleMethods {
  /** Leaves luminance alone. */
  grayscale(): this
}

export const grayscale = {
  kind: 'grayscale',
  directives: [
    directive({
      name: 'grayscale',
      group: 'pixels',
      aliases: ['greyscale'],
      doc: 'Takes the colours away.',
      grammar: flag,
      apply: (value, draft) => {
        draft.grayscale = value
      },
    }),
  ],
  fromDraft: (draft): Grayscale | null => (draft.grayscale === true ? { kind: 'grayscale' } : null),
  leavesNoColour: draft => draft.grayscale === true,
  methods: { grayscale: () => ({ grayscale: true }) },
} as const satisfies OperationKind<Grayscale>
