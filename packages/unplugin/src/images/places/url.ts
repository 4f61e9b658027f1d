import { evaluate, isText } from '@lazy-image/core/host'
import { misfit } from './misfit.js'
import type { PlacedRequest, PlaceKind } from './place-kind.js'

/** One URL: `href`, `poster`, `content`, `url()`. */
export const urlPlace: PlaceKind<string> = {
  name: 'url',
  write(placed, known) {
    if (!isOneUrl(placed)) throw misfit(placed, 'one URL', 'ask for one picture, without as')
    return String(evaluate(placed.planned.value, known))
  },
}

/** Whether a request comes to one URL; what a shape of the options gives as text is its author's to know. */
export function isOneUrl({ planned: { plan, value } }: PlacedRequest): boolean {
  const { shape } = plan.request.result
  return (shape.isUrl || shape.takes.others) && isText(value)
}
