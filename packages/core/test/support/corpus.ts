import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's image corpus, which is no part of the repository. */
const CORPUS =
  process.env['LAZY_IMAGE_CORPUS'] ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url))

/** Paths of the corpus's photographs of 12 megapixels; none where the corpus is absent, which is said in one line. */
export function largePhotos(): string[] {
  const folder = `${CORPUS}/large`
  if (!existsSync(folder)) {
    console.info('The image corpus is not here: nothing large is processed (LAZY_IMAGE_CORPUS names its folder)')
    return []
  }
  return readdirSync(folder)
    .filter(name => name.endsWith('.jpg'))
    .sort()
    .map(name => `${folder}/${name}`)
}
