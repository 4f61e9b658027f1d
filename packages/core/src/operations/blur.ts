import { checkNumber } from '../language/check-arguments.js'
import { directive } from '../language/directive.js'
import { amount } from '../language/grammars/amount.js'
import { decimal } from '../language/grammars/number.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    /** Sigma in pixels of the output. */
    blur?: number
  }
}

/** Gaussian; sigma in pixels. */
export interface Blur {
  readonly kind: 'blur'
  readonly sigma: number
}

export interface BlurMethods {
  /** Gaussian blur. @param sigma pixels of the output, 0.3–1000; 0.8 where nothing is said. */
  blur(sigma?: number): this
}

const SIGMA = [0.3, 1000] as const
const USUAL_SIGMA = 0.8

export const blur = {
  kind: 'blur',
  directives: [
    directive({
      name: 'blur',
      group: 'pixels',
      doc: 'Gaussian blur; the number is its sigma in pixels of the output.',
      examples: [
        ['', 'a mild blur'],
        ['5', 'a strong one'],
      ],
      grammar: amount(decimal(...SIGMA, 'pixels'), USUAL_SIGMA),
      apply: (value, draft) => {
        if (value !== false) draft.blur = value
      },
    }),
  ],
  fromDraft: ({ blur: sigma }): Blur | null => (sigma === undefined ? null : { kind: 'blur', sigma }),
  isAboutDetail: true,
  methods: { blur: (_, sigma = USUAL_SIGMA) => ({ blur: checkNumber('blur', sigma, ...SIGMA) }) },
} as const satisfies OperationKind<Blur>
