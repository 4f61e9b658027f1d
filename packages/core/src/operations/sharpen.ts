import { checkNumber } from '../language/check-arguments.js'
import { directive } from '../language/directive.js'
import { amount } from '../language/grammars/amount.js'
import { decimal } from '../language/grammars/number.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    /** Sigma in pixels of the output. */
    sharpen?: number
  }
}

/** Lightness differs more from that around it; sigma in pixels. */
export interface Sharpen {
  readonly kind: 'sharpen'
  readonly sigma: number
}

export interface SharpenMethods {
  /** Sharpens edges. @param sigma pixels of the output, 0.3–10; 0.8 where nothing is said. */
  sharpen(sigma?: number): this
}

const SIGMA = [0.3, 10] as const
const USUAL_SIGMA = 0.8

export const sharpen = {
  kind: 'sharpen',
  directives: [
    directive({
      name: 'sharpen',
      group: 'pixels',
      doc: 'Sharpens edges; the number is the sigma in pixels of what is compared with the picture.',
      examples: [['', 'a mild sharpening']],
      grammar: amount(decimal(...SIGMA, 'pixels'), USUAL_SIGMA),
      apply: (value, draft) => {
        if (value !== false) draft.sharpen = value
      },
    }),
  ],
  fromDraft: ({ sharpen: sigma }): Sharpen | null => (sigma === undefined ? null : { kind: 'sharpen', sigma }),
  isAboutDetail: true,
  methods: { sharpen: (_, sigma = USUAL_SIGMA) => ({ sharpen: checkNumber('sharpen', sigma, ...SIGMA) }) },
} as const satisfies OperationKind<Sharpen>
