import { loadBinding, type WireFrameRequest, type WirePosition } from '@lazy-image/native'
import { expect, test } from 'vitest'
import { type FixedFrame, type FrameRequest, geometryOf } from '../../dist/plan/geometry.js'
import { randomRequests } from './frame-requests.js'

/** Cannot catch a rule that both sides have wrong: geometry.test.ts holds the rules. */
test('core and engine decide on the same frame, to the last bit', () => {
  const { geometry } = loadBinding()
  const differing = [...randomRequests(10_000, 4)].filter(({ width, height, request }) => {
    const ours = geometryOf({ width, height }, request)
    const { canvas = null, ...frame } = geometry(width, height, toWire(request))
    return text(ours) !== text({ ...frame, canvas: canvas as FixedFrame['canvas'], slide: null })
  })
  expect(differing.slice(0, 3)).toEqual([])
})

/** Absent is null's spelling on the wire. */
function toWire({ crop, width, height, aspect, background, position, ...request }: FrameRequest): WireFrameRequest {
  const given = Object.fromEntries(
    Object.entries({ crop, width, height, aspect }).filter(([, value]) => value !== null),
  )
  // Strategies look at pixels: the geometry of a random request is always about a point.
  return { ...request, ...given, position: position as WirePosition, background: [...background] }
}

/** JSON writes a number with all the digits that tell it from its neighbours. */
function text({ region, width, height, kernel, canvas }: FixedFrame): string {
  const { left, top, width: across, height: down } = region
  const placed = canvas && [canvas.width, canvas.height, canvas.left, canvas.top, canvas.background]
  return JSON.stringify([left, top, across, down, width, height, kernel, placed])
}
