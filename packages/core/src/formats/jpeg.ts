import type { Draft } from '../language/draft.js'
import { type Rgb, withoutAlpha } from '../language/grammars/colour.js'
import type { Format } from './format.js'
import { lossyQuality, type Quality } from './quality.js'
import { SAMPLINGS, type Sampling } from './sampling.js'

export interface JpegEncoding {
  readonly format: 'jpeg'
  readonly quality: Quality
  readonly progressive: boolean
  readonly effort: JpegEffort
  readonly chroma: Sampling | 'auto'
  readonly background: Rgb
}

/** Without a scale, as sharp's jpeg has none: numbers and ends of one mean nothing here. */
type JpegEffort = 'best' | 'default'

const BLACK: Rgb = [0, 0, 0]
const USUAL_QUALITY = 80
const USUAL_CHROMA = '420'

/** Never lossless; that is told where the directive is read. */
export const jpeg = {
  name: 'jpeg',
  spellings: ['jpg', 'jpeg'],
  quality: USUAL_QUALITY,
  effort: ['best', 'default'],
  chroma: USUAL_CHROMA,
  holdsGray: true,
  encode: (draft): JpegEncoding => {
    const effort = effortOf(draft)
    return {
      format: 'jpeg',
      quality: lossyQuality(draft, USUAL_QUALITY),
      // The smallest file comes in passes.
      progressive: draft.progressive ?? effort === 'best',
      effort,
      chroma: SAMPLINGS[draft.chroma ?? USUAL_CHROMA],
      background: draft.background === undefined ? BLACK : withoutAlpha(draft.background),
    }
  },
  isProgressive: ({ progressive }) => progressive,
  background: ({ background }) => background,
} as const satisfies Format<JpegEncoding>

function effortOf({ effort }: Draft): JpegEffort {
  return effort === 'best' ? 'best' : 'default'
}
