import { expect, test } from 'vitest'
import type { Draft } from '../../dist/language/draft.js'
import { makeVariant } from '../../dist/plan/make-plan.js'
import { isTransparent, paddingOf } from '../../dist/plan/transparency.js'
import { SOURCE } from '../support/source-info.js'

const CLEAR = [9, 8, 7, 0] as const
const BOX = { width: 50, height: 50 }

const has = (draft: Draft, hasAlpha: boolean, format: 'webp' | 'jpeg' = 'webp') =>
  isTransparent({ hasAlpha }, makeVariant(draft, format, SOURCE))

test.each<[draft: Draft, ofOpaque: boolean, ofTransparent: boolean]>([
  [{}, false, true],
  [{ ...BOX, fit: 'contain', background: CLEAR }, true, true],
  [{ ...BOX, fit: 'contain', background: [9, 8, 7, 254] }, true, true],
  [{ ...BOX, fit: 'contain', background: [9, 8, 7, 255] }, false, true],
  [{ ...BOX, fit: 'cover', background: CLEAR }, false, true],
  [{ rotate: 7, background: CLEAR }, true, true],
  [{ rotate: 90, background: CLEAR }, false, true],
  [{ rotate: 7, flip: true, background: CLEAR }, true, true],
  [{ flatten: true }, false, false],
  [{ flatten: true, flip: true }, false, false],
  [{ ...BOX, fit: 'contain', background: CLEAR, trim: 9 }, true, true],
  [{ ...BOX, fit: 'cover', background: CLEAR, trim: 9 }, false, true],
])(
  'transparency comes from the source, from padding or from corners, and goes by flatten: %o',
  (draft, ofOpaque, ofTransparent) => {
    expect([has(draft, false), has(draft, true)]).toEqual([ofOpaque, ofTransparent])
    // A format without transparency shows none, whatever the picture has.
    expect([has(draft, false, 'jpeg'), has(draft, true, 'jpeg')]).toEqual([false, false])
  },
)

test('what is derived from pixels sees their transparency', () => {
  const variant = { ...makeVariant({}, 'jpeg', SOURCE), encoding: { format: 'thumbhash' } }
  expect(isTransparent({ hasAlpha: true }, variant)).toBe(true)
})

test('padding has the background where there is some, and is opaque black else', () => {
  const padding = (draft: Draft) =>
    paddingOf(makeVariant({ ...BOX, background: CLEAR, ...draft }, 'webp', SOURCE).framing)
  expect(padding({ fit: 'contain' })).toEqual(CLEAR)
  expect(padding({ fit: 'contain', trim: 9 })).toEqual(CLEAR)
  expect(padding({ fit: 'cover' })).toEqual([0, 0, 0, 255])
  expect(padding({ fit: 'cover', trim: 9 })).toEqual([0, 0, 0, 255])
})
