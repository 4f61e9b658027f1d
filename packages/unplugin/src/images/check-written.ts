import type { HostError } from '../told/report.js'
import { type Asset, type Chunk, findTokenTexts } from './bundle.js'

/**
 * Fails for what a plugin wrote when all else was filled in, rather than ship it.
 *
 * @param images names of files that are images of ours.
 */
export function checkWritten(
  context: { error(error: HostError): never },
  bundle: Readonly<Record<string, Asset | Chunk>>,
  images: ReadonlySet<string>,
): void {
  const names = findTokenTexts(bundle, images).map(({ name }) => name)
  if (names.length === 0) return
  context.error({
    code: 'PLACEHOLDER_LEFT',
    message:
      `${names.join(', ')} holds what stands in for an image: a plugin wrote it from modules when images had been put ` +
      "in place. It must write before that, in a generateBundle hook with order: 'pre' of a plugin that stands before this one",
  })
}
