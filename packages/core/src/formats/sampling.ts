import type { ChromaChoice } from '../language/directives/chroma.js'

/** Samples of luma and chroma in the notation of video: one of chroma for each pixel, or for 2×2 of them. */
export type Sampling = '4:4:4' | '4:2:0'

/** What was asked for as encoders take it. */
export const SAMPLINGS = { '444': '4:4:4', '420': '4:2:0', auto: 'auto' } as const satisfies Readonly<
  Record<ChromaChoice, Sampling | 'auto'>
>
