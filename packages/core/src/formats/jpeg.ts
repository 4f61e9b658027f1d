import { type Rgb, withoutAlpha } from '../language/grammars/colour.js'
import type { Format } from './format.js'
import { lossyQuality, type Quality } from './quality.js'
import { SAMPLINGS, type Sampling } from './sampling.js'

export interface JpegEncoding {
  readonly format: 'jpeg'
  readonly quality: Quality
  readonly progressive: boolean
  readonly chroma: Sampling | 'auto'
  readonly background: Rgb
}

const BLACK: Rgb = [0, 0, 0]
const USUAL_QUALITY = 80
const USUAL_CHROMA = '420'

/** Never lossless; that is told where the directive is read. */
export const jpeg = {
  name: 'jpeg',
  spellings: ['jpg', 'jpeg'],
  quality: USUAL_QUALITY,
  effort: null,
  chroma: USUAL_CHROMA,
  holdsGray: true,
  encode: (draft): JpegEncoding => ({
    format: 'jpeg',
    quality: lossyQuality(draft, USUAL_QUALITY),
    progressive: draft.progressive ?? false,
    chroma: SAMPLINGS[draft.chroma ?? USUAL_CHROMA],
    background: draft.background === undefined ? BLACK : withoutAlpha(draft.background),
  }),
  isProgressive: ({ progressive }) => progressive,
  background: ({ background }) => background,
} as const satisfies Format<JpegEncoding>
