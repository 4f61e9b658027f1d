import { directive } from '../language/directive.js'
import { decimal } from '../language/grammars/number.js'
import type { OperationKind } from './operation-kind.js'
import { readPercent } from './percent.js'

declare module '../language/draft.js' {
  interface Draft {
    /** Factor. */
    contrast?: number
  }
}

/** Factor of the distance from mid grey; 0 and more. */
export interface Contrast {
  readonly kind: 'contrast'
  readonly factor: number
}

export interface ContrastMethods {
  /** @param percent −100 (all grey) to 100 (twice as far from mid grey); 0 changes nothing. */
  contrast(percent: number): this
}

export const contrast = {
  kind: 'contrast',
  directives: [
    directive({
      name: 'contrast',
      group: 'pixels',
      doc: 'Multiplies the distance of every value from middle grey.',
      examples: [['1.2', 'a fifth more contrast']],
      grammar: decimal(0, 100),
      apply: (value, draft) => {
        draft.contrast = value
      },
    }),
  ],
  fromDraft: ({ contrast: factor }): Contrast | null => (factor === undefined ? null : { kind: 'contrast', factor }),
  canonical: operation => (operation.factor === 1 ? null : operation),
  methods: { contrast: (_, percent: number) => ({ contrast: readPercent('contrast', percent) }) },
} as const satisfies OperationKind<Contrast>
