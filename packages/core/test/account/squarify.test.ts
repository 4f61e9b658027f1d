import { describe, expect, test } from 'vitest'
import { squarify } from '../../report-page/squarify.js'

const AREA = { x: 10, y: 20, width: 600, height: 168 }

describe('a rectangle that is divided', () => {
  test.each([
    ['equal weights', Array.from({ length: 12 }, () => 5)],
    ['few large ones and many small ones', [900, 400, ...Array.from({ length: 60 }, () => 3)]],
    ['one', [7]],
    ['weights of many sizes', [4_000_000, 1_000_000, 250_000, 9000, 40, 1]],
  ])('has boxes in proportion to %s, inside of it and beside each other', (_name, weights) => {
    const boxes = squarify(weights, AREA)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    for (const [index, { x, y, width, height }] of boxes.entries()) {
      const share = (weights[index] ?? 0) / total
      expect((width * height) / (AREA.width * AREA.height)).toBeCloseTo(share, 6)
      expect(x).toBeGreaterThanOrEqual(AREA.x - 1e-6)
      expect(y).toBeGreaterThanOrEqual(AREA.y - 1e-6)
      expect(x + width).toBeLessThanOrEqual(AREA.x + AREA.width + 1e-6)
      expect(y + height).toBeLessThanOrEqual(AREA.y + AREA.height + 1e-6)
      for (const other of boxes.slice(index + 1)) {
        const across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x)
        const down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y)
        expect(Math.min(across, down)).toBeLessThan(1e-6)
      }
    }
  })

  test('has boxes that are nearly square, where equal weights allow that', () => {
    const ratios = squarify(
      Array.from({ length: 24 }, () => 1),
      AREA,
    ).map(({ width, height }) => Math.max(width / height, height / width))
    expect(Math.max(...ratios)).toBeLessThan(2)
  })

  test('has no room where there is none', () => {
    expect(squarify([1, 2], { ...AREA, width: 0 })).toHaveLength(2)
    expect(squarify([], AREA)).toEqual([])
  })
})
