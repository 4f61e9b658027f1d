import type { Effort, EffortName } from '../language/directives/effort.js'
import { rungOf } from './effort.js'
import type { Format } from './format.js'
import { anyQuality, type Quality } from './quality.js'

export interface AvifEncoding {
  readonly format: 'avif'
  readonly quality: Quality
  readonly effort: EffortName
  readonly depth: 8 | 10
}

const USUAL_QUALITY = 50

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
  holdsGray: false,
  encode: (draft): AvifEncoding => ({
    format: 'avif',
    quality: anyQuality(draft, USUAL_QUALITY),
    effort: rungOn(draft.effort),
    depth: 8,
  }),
} as const satisfies Format<AvifEncoding>

function rungOn(effort: Effort = 'default'): EffortName {
  return typeof effort === 'number' ? (RUNGS[effort] ?? 'best') : rungOf(effort)
}
