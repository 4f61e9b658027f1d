import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { pngOf } from '../engine/png-of.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

const { pipeline } = recordedPipeline()

type Colour = readonly [red: number, green: number, blue: number]

/** A picture of 3 × 2 even cells, and its number. */
async function numberOf(cells: readonly Colour[]): Promise<number> {
  const [width, height] = [60, 40]
  const pixels = Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    return [...(cells[Math.floor(y / 20) * 3 + Math.floor(x / 20)] ?? [0, 0, 0]), 255]
  })
  const file = join(scratchFolder(), 'cells.png')
  writeFileSync(file, pngOf(width, height, Uint8Array.from(pixels.flat())))
  const { value } = await transformImport(pipeline, `${file}?w=60&as=img&placeholder=css`)
  return (value as { placeholder: number }).placeholder
}

const even = (colour: Colour) => Array.from({ length: 6 }, () => colour)

/** What the stylesheet makes of a number. */
function drawn(number: number) {
  const whole = number + 999_999
  const colour = Math.floor(whole / 729)
  return {
    lightness: Math.round(10 * (0.1 + 0.1 * Math.floor(colour / 289))) / 10,
    a: 0.025 * ((Math.floor(colour / 17) % 17) - 8),
    b: 0.025 * ((colour % 17) - 8),
    levels: Array.from({ length: 6 }, (_, cell) => (Math.floor(whole / 3 ** cell) % 3) - 1),
  }
}

describe('placeholder=css is a number', () => {
  test('of six digits at most, which browsers write as they are', async () => {
    for (const colour of [
      [0, 0, 0],
      [255, 255, 255],
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
    ] as const) {
      const number = await numberOf(even(colour))
      expect(Number.isInteger(number)).toBe(true)
      expect(Math.abs(number)).toBeLessThanOrEqual(999_999)
    }
  })

  test('of an even colour, without levels', async () => {
    // Oklab of #b3804d is 0.639, 0.038, 0.086.
    expect(drawn(await numberOf(even([0xb3, 0x80, 0x4d])))).toEqual({
      lightness: 0.6,
      a: expect.closeTo(0.05),
      b: expect.closeTo(0.075),
      levels: [0, 0, 0, 0, 0, 0],
    })
  })

  test('without a tint where the picture has none', async () => {
    for (const level of [20, 128, 240]) {
      expect(drawn(await numberOf(even([level, level, level])))).toMatchObject({ a: 0, b: 0 })
    }
  })

  test('whose levels say where the picture is lighter and darker', async () => {
    const [dark, middle, light] = [
      [60, 60, 60],
      [110, 110, 110],
      [165, 165, 165],
    ] as const
    const levelsOf = async (cells: readonly Colour[]) => drawn(await numberOf(cells)).levels
    expect(await levelsOf([light, light, light, dark, dark, dark])).toEqual([1, 1, 1, -1, -1, -1])
    expect(await levelsOf([dark, middle, light, dark, middle, light])).toEqual([-1, 0, 1, -1, 0, 1])
    expect(await levelsOf([light, middle, dark, light, middle, dark])).toEqual([1, 0, -1, 1, 0, -1])
  })
})
