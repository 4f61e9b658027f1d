import { type ImageModule, type PlannedImage, printImage, splitId } from '@lazy-image/core/host'
import { relativePath } from './relative-path.js'

/**
 * What a manifest calls the file of an image: the photograph with the directives of this one output, so that several
 * widths are not taken for one file. An import that comes to one file is found as it is written too, and a path without a
 * query always, for the first file: backends look up what stands in the code.
 */
export function listOriginalNames(
  id: string,
  { files }: Pick<ImageModule, 'files'>,
  image: PlannedImage,
  root: string,
): string[] {
  const path = relativePath(root, image.source.file)
  const { query } = splitId(id)
  const printed = `${path}?${printImage(image)}`
  const isAlone = files[0] === image && (files.length === 1 || query === '')
  const written = query === '' ? path : `${path}?${query}`
  return isAlone && written !== printed ? [printed, written] : [printed]
}
