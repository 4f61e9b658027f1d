import { differenceCiede2000, type Rgb } from 'culori'

/** Red, green, blue of sRGB, 0–255. */
export type Colour = readonly [number, number, number]

/** Pixels of four bytes, row by row; colours are not multiplied by alpha. */
export interface Pixels {
  width: number
  height: number
  rgba: Uint8Array
}

const ciede2000 = differenceCiede2000()

/** CIEDE2000 of two colours: 1 is just seen, 100 is black against white. */
export function colourDifference(a: Colour, b: Colour): number {
  return ciede2000(toCulori(a), toCulori(b))
}

function toCulori([r, g, b]: Colour): Rgb {
  return { mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 }
}

/** The mean by alpha, in sRGB's own levels; null when all is transparent. */
export function meanOf({ rgba }: Pixels): Colour | null {
  const sums: [number, number, number] = [0, 0, 0]
  let weights = 0
  for (let at = 0; at < rgba.length; at += 4) {
    const weight = rgba[at + 3] ?? 0
    weights += weight
    for (const channel of [0, 1, 2] as const) sums[channel] += (rgba[at + channel] ?? 0) * weight
  }
  return weights === 0 ? null : [sums[0] / weights, sums[1] / weights, sums[2] / weights]
}

/** Means of a grid of cells, row by row, with a colour behind what is transparent. */
export function cellsOf({ width, height, rgba }: Pixels, across: number, down: number, background: Colour): Colour[] {
  const sums = Array.from({ length: across * down }, () => [0, 0, 0, 0] as [number, number, number, number])
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const alpha = (rgba[at + 3] ?? 0) / 255
      const sum = sums[Math.floor((y * down) / height) * across + Math.floor((x * across) / width)]
      if (sum === undefined) continue
      for (const channel of [0, 1, 2] as const) {
        sum[channel] += alpha * (rgba[at + channel] ?? 0) + (1 - alpha) * background[channel]
      }
      sum[3]++
    }
  }
  return sums.map(([red, green, blue, count]) => [red / count, green / count, blue / count])
}

/** Every colour that is seen, once: of what is at least half opaque. */
export function coloursIn({ rgba }: Pixels): Colour[] {
  const seen = new Set<number>()
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4)
    if (alpha >= 128) seen.add((red << 16) | (green << 8) | blue)
  }
  return [...seen].map(colour => [colour >> 16, (colour >> 8) & 255, colour & 255])
}

/** The picture with its left and right, its top and bottom exchanged. */
export function mirrored(
  { width, height, rgba }: Pixels,
  { x: acrossX, y: acrossY }: { x: boolean; y: boolean },
): Pixels {
  const made = new Uint8Array(rgba.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((acrossY ? height - 1 - y : y) * width + (acrossX ? width - 1 - x : x)) * 4
      made.set(rgba.subarray(from, from + 4), (y * width + x) * 4)
    }
  }
  return { width, height, rgba: made }
}
