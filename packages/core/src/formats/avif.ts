import type { Effort, EffortName } from '../language/directives/effort.js'
import type { Draft } from '../language/draft.js'
import { rungOf } from './effort.js'
import type { EncodedPicture, Format } from './format.js'
import { anyQuality, type Quality } from './quality.js'
import { SAMPLINGS, type Sampling } from './sampling.js'

export interface AvifEncoding {
  readonly format: 'avif'
  readonly quality: Quality
  readonly effort: EffortName
  readonly depth: 8 | 10
  readonly chroma: Sampling
}

const USUAL_QUALITY = 50
const USUAL_CHROMA = '444'

/** sharp's efforts, 0–9, as rungs; its default is 4. */
const RUNGS: readonly EffortName[] = [
  'draft',
  'draft',
  'faster',
  'fast',
  'default',
  'default',
  'best',
  'best',
  'best',
  'best',
]

export const avif = {
  name: 'avif',
  spellings: ['avif'],
  quality: USUAL_QUALITY,
  effort: [0, 9],
  chroma: USUAL_CHROMA,
  holdsGray: false,
  encode: (draft, picture): AvifEncoding => {
    const quality = anyQuality(draft, USUAL_QUALITY)
    const effort = rungOn(draft.effort)
    return { format: 'avif', quality, effort, depth: depthFor(quality, effort, picture), chroma: samplingFor(draft) }
  },
} as const satisfies Format<AvifEncoding>

function rungOn(effort: Effort = 'default'): EffortName {
  return typeof effort === 'number' ? (RUNGS[effort] ?? 'best') : rungOf(effort)
}

/**
 * 10 bits for whoever wants the source's own, and where a picture of 8 bits is smaller with them at equal looks. Not
 * beside transparency, which Safari 16 shows as garbage then, nor in animations, where every frame takes memory.
 */
function depthFor(quality: Quality, effort: EffortName, picture: EncodedPicture): 8 | 10 {
  if (picture.depth > 8) return 10
  const deepening = picture.deepenings.find(one => one.effort === effort)
  if (deepening === undefined || picture.transparent || picture.animated) return 8
  switch (quality.kind) {
    case 'number':
      return quality.value >= deepening.fromNumber ? 10 : 8
    case 'target':
      return quality.score >= deepening.fromScore ? 10 : 8
    default:
      return 8
  }
}

/**
 * Whatever suits the picture is 4:4:4: halved chroma takes more bytes for equal looks, by both metrics.
 */
function samplingFor({ chroma = USUAL_CHROMA, lossless }: Draft): Sampling {
  return chroma === '420' && lossless !== true ? SAMPLINGS[chroma] : SAMPLINGS[USUAL_CHROMA]
}
