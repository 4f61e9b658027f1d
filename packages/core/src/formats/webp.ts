import { type EffortScale, effortOnScale } from './effort.js'
import type { Format } from './format.js'
import { anyQuality, type Quality } from './quality.js'

export interface WebpEncoding {
  readonly format: 'webp'
  readonly quality: Quality
  /** 0–6. */
  readonly effort: number
  /** 0–100. */
  readonly alphaQuality: number
}

const USUAL_QUALITY = 80
const SCALE: EffortScale = { best: 6, default: 4, fast: 2, faster: 1, draft: 0 }

export const webp = {
  name: 'webp',
  spellings: ['webp'],
  quality: USUAL_QUALITY,
  effort: [0, 6],
  chroma: null,
  holdsGray: false,
  encode: (draft): WebpEncoding => ({
    format: 'webp',
    quality: anyQuality(draft, USUAL_QUALITY),
    effort: effortOnScale(draft.effort, SCALE),
    alphaQuality: 100,
  }),
} as const satisfies Format<WebpEncoding>
