import type { Format } from './format.js'

export interface GifEncoding {
  readonly format: 'gif'
  /** 2–256. */
  readonly colours: number
  /** How much of each pixel's error its neighbours make good, 0–1. */
  readonly dither: number
  /** Mean squared distance of pixels from their colours that is good enough for an animation, in levels of 0–255. */
  readonly error: number
}

/** More costs 2 % of the bytes, and no metric sees it; less shows steps in drawings. */
const DITHER = 0.5

/** As few colours as are this near score as sharp's 256 do, or better, for three quarters of the bytes. */
const ERROR = 16

export const gif = {
  name: 'gif',
  spellings: ['gif'],
  quality: null,
  effort: null,
  chroma: null,
  holdsGray: false,
  encode: (): GifEncoding => ({ format: 'gif', colours: 256, dither: DITHER, error: ERROR }),
} as const satisfies Format<GifEncoding>
