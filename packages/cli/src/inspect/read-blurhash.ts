/** Pixels of a small picture: red, green and blue of 0–255 each. */
export interface SmallPicture {
  width: number
  height: number
  /** Row by row. */
  colours: readonly (readonly [red: number, green: number, blue: number])[]
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'

/**
 * The picture that a BlurHash stands for, at any size (https://github.com/woltapp/blurhash/blob/master/Algorithm.md).
 *
 * @param hash of the engine's.
 */
export function readBlurhash(hash: string, width: number, height: number): SmallPicture {
  const size = number(hash, 0, 1)
  const across = (size % 9) + 1
  const down = Math.floor(size / 9) + 1
  const most = (number(hash, 1, 2) + 1) / 166
  const waves = Array.from({ length: across * down }, (_, index) =>
    index === 0 ? mean(number(hash, 2, 6)) : wave(number(hash, 4 + index * 2, 6 + index * 2), most),
  )
  const colours = Array.from({ length: width * height }, (_, place) => {
    const [x, y] = [place % width, Math.floor(place / width)]
    const sums: [number, number, number] = [0, 0, 0]
    for (const [index, factors] of waves.entries()) {
      const basis =
        Math.cos((Math.PI * (x + 0.5) * (index % across)) / width) *
        Math.cos((Math.PI * (y + 0.5) * Math.floor(index / across)) / height)
      for (const [channel, factor] of factors.entries()) sums[channel] = (sums[channel] ?? 0) + factor * basis
    }
    return sums.map(toLevel) as [number, number, number]
  })
  return { width, height, colours }
}

function number(hash: string, from: number, to: number): number {
  let value = 0
  for (const digit of hash.slice(from, to)) value = value * 83 + DIGITS.indexOf(digit)
  return value
}

function mean(value: number): number[] {
  return [value >> 16, (value >> 8) & 255, value & 255].map(toLinear)
}

function wave(value: number, most: number): number[] {
  return [Math.floor(value / 361), Math.floor(value / 19) % 19, value % 19].map(step => {
    const part = (step - 9) / 9
    return Math.sign(part) * part * part * most
  })
}

function toLinear(level: number): number {
  const share = level / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function toLevel(linear: number): number {
  const share = Math.min(Math.max(linear, 0), 1)
  return Math.round((share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055) * 255)
}
