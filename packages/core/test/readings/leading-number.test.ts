import { describe, expect, test } from 'vitest'
import { leadingDecimal, leadingInteger, within } from '../../dist/readings/leading-number.js'

describe('a number as vite-imagetools reads it', () => {
  test('is as much of a text as is one, and neither nothing nor zero', () => {
    expect(['12px', '12.9', '-3', '010', '0', 'x', ''].map(leadingInteger)).toEqual([12, 12, -3, 10, null, null, null])
    expect(['1.5x', '2e1', '.5', '0.0', 'x'].map(leadingDecimal)).toEqual([1.5, 20, 0.5, null, null])
  })

  test('fails beyond its bounds, which are allowed', () => {
    expect([null, 1, 5, 0, 6].map(value => within(value, 1, 5))).toEqual([null, 1, 5, undefined, undefined])
  })
})
