import { type Oklab, oklabOf } from './oklab.js'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'

/** Levels of a channel of a wave: nine below nothing, nine above. */
const WAVE_LEVELS = 19

/**
 * The colours of a BlurHash in the middles of a grid's cells, row by row.
 *
 * @param hash of as many waves as there are cells, across and down.
 */
export function coloursOfHash(hash: string, across: number, down: number): Oklab[] {
  const most = (numberIn(hash.slice(1, 2)) + 1) / 166
  const mean = numberIn(hash.slice(2, 6))
  const waves = [
    [16, 8, 0].map(shift => lightOf((mean >> shift) & 255)),
    ...Array.from({ length: across * down - 1 }, (_, index) => {
      const packed = numberIn(hash.slice(6 + 2 * index, 8 + 2 * index))
      return [WAVE_LEVELS ** 2, WAVE_LEVELS, 1].map(unit => {
        const level = ((Math.floor(packed / unit) % WAVE_LEVELS) - 9) / 9
        return Math.sign(level) * level * level * most
      })
    }),
  ]
  return Array.from({ length: across * down }, (_, cell) => {
    const [x, y] = [((cell % across) + 0.5) / across, (Math.floor(cell / across) + 0.5) / down]
    const channel = (index: number) =>
      waves.reduce((sum, wave, at) => {
        const height = Math.cos(Math.PI * x * (at % across)) * Math.cos(Math.PI * y * Math.floor(at / across))
        return sum + (wave[index] ?? 0) * height
      }, 0)
    const [red = 0, green = 0, blue = 0] = [0, 1, 2].map(index => Math.min(1, Math.max(0, channel(index))))
    return oklabOf(red, green, blue)
  })
}

function numberIn(digits: string): number {
  return [...digits].reduce((number, digit) => number * DIGITS.length + DIGITS.indexOf(digit), 0)
}

/** Linear light of a level of sRGB. */
function lightOf(level: number): number {
  const value = level / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
