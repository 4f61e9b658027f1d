import type { QualityChoice } from '../language/directives/quality.js'
import type { Draft } from '../language/draft.js'

/** How much of the picture an encoder has to keep. */
export type Quality = QualityChoice | { kind: 'lossless' } | { kind: 'nearLossless'; level: number }

/** @param usual where a draft says nothing. */
export function lossyQuality({ quality }: Draft, usual: number): QualityChoice {
  return quality ?? { kind: 'number', value: usual }
}

/** The same for a format that can keep every pixel when asked. */
export function anyQuality(draft: Draft, usual: number): Quality {
  return draft.lossless === true ? { kind: 'lossless' } : lossyQuality(draft, usual)
}
