import type { Format } from './format.js'

export interface GifEncoding {
  readonly format: 'gif'
  /** 2–256. */
  readonly colours: number
  /** 0–1. */
  readonly dither: number
}

export const gif = {
  name: 'gif',
  spellings: ['gif'],
  quality: null,
  effort: null,
  chroma: null,
  holdsGray: false,
  encode: (): GifEncoding => ({ format: 'gif', colours: 256, dither: 1 }),
} as const satisfies Format<GifEncoding>
