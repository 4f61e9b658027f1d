import { ImageEngine, type ImageMetadata } from '@lazy-image/core'
import type { Screen } from '../terminal.js'
import { drawPicture, sizeOfDrawing } from './draw-picture.js'
import { readBlurhash } from './read-blurhash.js'

/** Of a screen whose width is not known. */
const USUAL_COLUMNS = 80

/**
 * Lines that show what an image looks like; none on a screen of few colours.
 *
 * @param path absolute.
 * @throws {LazyImageError} when its pixels cannot be read.
 */
export async function sketch(
  path: string,
  image: ImageMetadata,
  { columns, hasTrueColour }: Screen,
): Promise<string[]> {
  if (!hasTrueColour) return []
  const { width, height } = sizeOfDrawing(image.width, image.height, (columns || USUAL_COLUMNS) - 2)
  const hash = await ImageEngine.fromPath(path).blurhash(9, 9)
  return drawPicture(readBlurhash(hash, width, height)).map(line => `  ${line}`)
}
