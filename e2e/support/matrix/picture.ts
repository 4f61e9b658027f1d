import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { ImageEngine } from '@lazy-image/core'
import type { Colour } from '../pixels.js'

/** Width and height of every picture of the matrix. */
export const PICTURE_SIDES = [96, 64] as const

/** Left and right half of a picture, told by its path: no two pictures look alike. */
export function halvesOf(path: string): [Colour, Colour] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = createHash('sha256').update(path).digest()
  return [
    [a, b, c],
    [d, e, f],
  ]
}

/** A picture of two halves, in the format of its name. */
export async function makePicture(path: string): Promise<Buffer> {
  const [left, right] = halvesOf(path)
  const [width, height] = PICTURE_SIDES
  const half = width / 2
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${half}" height="${height}" fill="rgb(${left})"/><rect x="${half}" width="${half}" height="${height}" fill="rgb(${right})"/></svg>`,
  )
  const extension = extname(path).slice(1).toLowerCase()
  if (extension === 'svg') return svg
  const format = extension === 'jpg' ? 'jpeg' : extension
  return Buffer.from(await ImageEngine.from(svg).toBuffer(format as 'jpeg'))
}
