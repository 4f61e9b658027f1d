import type { QualityChoice } from '../language/directives/quality.js'
import { type EffortScale, effortOnScale } from './effort.js'
import type { Format } from './format.js'

/** Few colours in place of many. */
export interface PaletteLimit {
  readonly colours: number
  /** How much of each pixel's error its neighbours make good, 0–1. */
  readonly dither: number
  /** Mean squared distance of pixels from their colours that is good enough, in levels of 0–255. */
  readonly error: number
}

export interface PngEncoding {
  readonly format: 'png'
  readonly depth: 8 | 16
  /** 1–10. */
  readonly effort: number
  readonly interlaced: boolean
  /** Null for every colour there is. */
  readonly palette: PaletteLimit | null
}

/** All that a palette holds; with a quality that needs no more, as few as are good enough. */
const MOST_COLOURS = 256

/** More makes noise of flat colours, and less shows steps. */
const DITHER = 0.25

const ERROR_OF_QUALITY_0 = 80

const SCALE: EffortScale = { best: 10, default: 6, fast: 4, faster: 2, draft: 1 }

export const png = {
  name: 'png',
  spellings: ['png'],
  quality: null,
  mayLose: true,
  effort: [1, 10],
  chroma: null,
  holdsGray: true,
  encode: (draft, { depth }): PngEncoding => ({
    format: 'png',
    depth,
    effort: effortOnScale(draft.effort, SCALE),
    interlaced: draft.progressive ?? false,
    palette: depth === 8 && draft.lossless === false ? paletteFor(draft.quality) : null,
  }),
  isProgressive: ({ interlaced }) => interlaced,
} as const satisfies Format<PngEncoding>

/** Without a number nothing is given leave to lose. */
function paletteFor(quality: QualityChoice | undefined): PaletteLimit | null {
  if (quality?.kind !== 'number') return null
  return { colours: MOST_COLOURS, dither: DITHER, error: errorFor(quality.value) }
}

/** What sharp's numbers come to: its files of photographs and graphics are as far from their sources, or a little farther. */
function errorFor(quality: number): number {
  return (ERROR_OF_QUALITY_0 * (100 - quality)) / 100
}
