import { checkInteger } from '../language/check-arguments.js'
import { directive } from '../language/directive.js'
import { amount } from '../language/grammars/amount.js'
import { integer } from '../language/grammars/number.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    /** Side of the window in pixels. */
    median?: number
  }
}

/** The middle value of a square window; its side is odd, from 3 pixels on. */
export interface Median {
  readonly kind: 'median'
  readonly size: number
}

export interface MedianMethods {
  /** The median of a square window around each pixel takes noise away. @param size its side in pixels, 1–51; 3 where nothing is said. */
  median(size?: number): this
}

const SIZE = [1, 51] as const
const USUAL_SIZE = 3

export const median = {
  kind: 'median',
  directives: [
    directive({
      name: 'median',
      group: 'pixels',
      doc: 'Each pixel becomes the median of a square window around it, which takes noise away.',
      examples: [['', 'a window of 3 by 3 pixels']],
      grammar: amount(integer(...SIZE, 'pixels'), USUAL_SIZE),
      apply: (value, draft) => {
        if (value !== false) draft.median = value
      },
    }),
  ],
  fromDraft: ({ median: size }): Median | null =>
    // An even window has no middle; a window of one pixel changes nothing.
    size === undefined || size <= 1 ? null : { kind: 'median', size: size % 2 === 0 ? size + 1 : size },
  isAboutDetail: true,
  methods: { median: (_, size = USUAL_SIZE) => ({ median: checkInteger('median', size, ...SIZE) }) },
} as const satisfies OperationKind<Median>
