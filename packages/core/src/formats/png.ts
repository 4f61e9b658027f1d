import { type EffortScale, effortOnScale } from './effort.js'
import type { Format } from './format.js'

export interface PngEncoding {
  readonly format: 'png'
  readonly depth: 8 | 16
  /** 1–10. */
  readonly effort: number
  readonly interlaced: boolean
  /** Null for every colour there is. */
  readonly palette: { readonly colours: number; readonly dither: number } | null
}

const SCALE: EffortScale = { best: 10, default: 6, fast: 4, faster: 2, draft: 1 }

export const png = {
  name: 'png',
  spellings: ['png'],
  quality: null,
  effort: [1, 10],
  holdsGray: true,
  encode: (draft, depth): PngEncoding => ({
    format: 'png',
    depth,
    effort: effortOnScale(draft.effort, SCALE),
    interlaced: draft.progressive ?? false,
    palette: null,
  }),
  isProgressive: ({ interlaced }) => interlaced,
} as const satisfies Format<PngEncoding>
