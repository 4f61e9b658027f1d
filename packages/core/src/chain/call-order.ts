import { LazyImageError } from '../errors.js'
import type { Draft } from '../language/draft.js'

type Step = 'trim' | 'crop' | 'resize' | 'rotate' | 'flip'

/** The steps that change what sides and places mean, in the order in which they are done. */
const STEPS: readonly { step: Step; name: string; isAsked: (draft: Draft) => boolean }[] = [
  { step: 'trim', name: 'trim', isAsked: ({ trim }) => trim !== undefined },
  { step: 'crop', name: 'crop', isAsked: ({ crop }) => crop !== undefined },
  {
    step: 'resize',
    name: 'resize',
    isAsked: ({ width, height, aspect }) => width !== undefined || height !== undefined || aspect !== undefined,
  },
  { step: 'rotate', name: 'rotate', isAsked: ({ rotate = 0 }) => rotate % 360 !== 0 },
  { step: 'flip', name: 'flipH or flipV', isAsked: ({ flip, flop }) => flip === true || flop === true },
]

/**
 * Numbers that are given after a later step would seem to mean the picture as that step leaves it.
 *
 * @throws {LazyImageError} `OPTION_INVALID` when a step is asked for after one that is done later.
 */
export function refuseLate(step: Step, draft: Draft): void {
  const place = STEPS.findIndex(known => known.step === step)
  const later = STEPS.slice(place + 1).find(({ isAsked }) => isAsked(draft))
  if (later === undefined) return
  throw new LazyImageError(
    'OPTION_INVALID',
    `${STEPS[place]?.name} is done before ${later.name}, and so must be called before it; ` +
      `the order is ${STEPS.map(({ name }) => name).join(', ')}`,
  )
}
