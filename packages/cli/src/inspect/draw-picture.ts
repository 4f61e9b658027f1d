import type { SmallPicture } from './read-blurhash.js'

const UPPER_HALF = '▀'
const PLAIN = '\u001B[0m'

/**
 * Lines that show a picture in a terminal: a character holds two pixels, one above the other.
 *
 * @param picture of an even height.
 */
export function drawPicture({ width, height, colours }: SmallPicture): string[] {
  return Array.from({ length: height / 2 }, (_, row) => {
    const cells = Array.from({ length: width }, (_, x) => {
      const upper = colours[row * 2 * width + x] ?? [0, 0, 0]
      const lower = colours[(row * 2 + 1) * width + x] ?? [0, 0, 0]
      return `\u001B[38;2;${upper.join(';')}m\u001B[48;2;${lower.join(';')}m${UPPER_HALF}`
    })
    return `${cells.join('')}${PLAIN}`
  })
}

/** Pixels of a drawing: as wide as fits, and not much higher than a line is long. A cell is twice as high as it is wide. */
export function sizeOfDrawing(width: number, height: number, columns: number): { width: number; height: number } {
  const most = Math.max(8, Math.min(columns, 40))
  const scale = Math.min(most / width, most / height)
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { width: side(width), height: Math.max(2, 2 * Math.round(side(height) / 2)) }
}
