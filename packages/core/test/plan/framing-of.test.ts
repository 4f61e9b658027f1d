import { describe, expect, test } from 'vitest'
import type { Draft } from '../../dist/language/draft.js'
import { framingOf } from '../../dist/plan/framing-of.js'
import { SOURCE } from '../support/source-info.js'
import { NOTHING } from './frame-requests.js'

/** The request that is left for after the trim, which shows what a draft comes to. */
function requestOf(draft: Draft, source = SOURCE) {
  const framing = framingOf({ ...draft, trim: 7 }, source)
  if (framing.kind !== 'trimmed') throw new Error('a trim was asked for')
  expect(framing.threshold).toBe(7)
  return framing.request
}

describe('a draft', () => {
  test('that says nothing asks for the whole picture at its own size', () => {
    expect(requestOf({})).toEqual(NOTHING)
  })

  test('says each thing for itself', () => {
    const px = (value: number) => ({ unit: 'px', value }) as const
    const crop = { x: px(1), y: px(2), w: px(3), h: px(4) }
    for (const said of [
      { crop },
      { width: 40 },
      { height: 30 },
      { aspect: 2 },
      { fit: 'contain' },
      { enlarge: true },
      { reduce: false },
      { kernel: 'cubic' },
      { background: [1, 2, 3, 4] },
    ] satisfies Draft[]) {
      expect(requestOf(said)).toEqual({ ...NOTHING, ...said })
    }
  })

  test('has its position as a point or a strategy, and the middle where it says none', () => {
    expect(requestOf({ position: { x: 0.1, y: 0.9 } }).position).toEqual({ kind: 'point', x: 0.1, y: 0.9 })
    expect(requestOf({ position: 'entropy' }).position).toEqual({ kind: 'entropy' })
    expect(framingOf({ width: 100, height: 100 }, SOURCE)).toMatchObject({
      kind: 'fixed',
      frame: { region: { left: 200, top: 0, width: 800, height: 800 } },
    })
  })

  test('with a density has that many times its sides, in whole pixels and at least one', () => {
    expect(requestOf({ width: 33, height: 15, density: 1.5 })).toMatchObject({ width: 50, height: 23 })
    expect(requestOf({ width: 33, density: 2 })).toMatchObject({ width: 66, height: null })
    expect(requestOf({ width: 1, density: 0.1 })).toMatchObject({ width: 1 })
  })

  test('is never larger than its source when it is capped, whatever else it says', () => {
    expect(requestOf({ enlarge: true, cap: true }).enlarge).toBe(false)
    expect(requestOf({ enlarge: true, cap: false }).enlarge).toBe(true)
    const drawing = { ...SOURCE, format: 'svg' as const }
    expect(requestOf({}, drawing).enlarge).toBe(true)
    expect(requestOf({ enlarge: false }, drawing).enlarge).toBe(false)
    expect(requestOf({ cap: true }, drawing).enlarge).toBe(false)
  })
})
