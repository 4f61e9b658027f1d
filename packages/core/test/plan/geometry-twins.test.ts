import { loadBinding } from '@lazy-image/native'
import { expect, test } from 'vitest'
import { requestToWire } from '../../dist/engine/to-wire.js'
import { type FixedFrame, geometryOf, type Region } from '../../dist/plan/geometry.js'
import { randomRequests } from './frame-requests.js'

/** Cannot catch a rule that both sides have wrong: geometry.test.ts holds the rules. */
test('core and engine decide on the same frame, to the last bit', () => {
  const { geometry } = loadBinding()
  const differing = [...randomRequests(10_000, 4)].filter(({ width, height, request }) => {
    const ours = geometryOf({ width, height }, request)
    const { canvas = null, slide = null, ...frame } = geometry(width, height, requestToWire(request))
    return text(ours) !== text({ ...frame, canvas: canvas as FixedFrame['canvas'], slide })
  })
  expect(differing.slice(0, 3)).toEqual([])
})

/** JSON writes a number with all the digits that tell it from its neighbours. */
function text({ region, width, height, kernel, canvas, slide }: FixedFrame): string {
  const placed = canvas && [canvas.width, canvas.height, canvas.left, canvas.top, canvas.background]
  const within = slide && [slide.strategy, ...rectangle(slide.within)]
  return JSON.stringify([...rectangle(region), width, height, kernel, placed, within])
}

function rectangle({ left, top, width, height }: Region): number[] {
  return [left, top, width, height]
}
