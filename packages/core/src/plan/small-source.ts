import { draftOf } from '../language/draft-of.js'
import type { PlannedImage } from './plan.js'

/** A source with fewer pixels than were asked of it. */
export interface SmallSource {
  /** Absolute path. */
  file: string
  /** The side that falls short. */
  side: 'width' | 'height'
  /** Pixels that were asked for, and what the output has of them. */
  asked: number
  given: number
}

/** Whether an output is smaller than was asked for because its source is; null where it is not, or was to be. */
export function findSmallSource({
  source: { file },
  variant: { framing },
  selection,
}: PlannedImage): SmallSource | null {
  const { width, height, density = 1, fit, cap } = draftOf(selection)
  // What is fitted to a box has one side of it.
  if (framing.kind === 'trimmed' || cap === true || fit === 'inside' || fit === 'outside') return null
  const given = framing.frame.canvas ?? framing.frame
  const asked = { width: (width ?? 0) * density, height: (height ?? 0) * density }
  const side = given.width < Math.round(asked.width) ? 'width' : 'height'
  if (given[side] >= Math.round(asked[side])) return null
  return { file, side, asked: Math.round(asked[side]), given: given[side] }
}
