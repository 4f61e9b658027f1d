import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's image corpus, which is no part of the repository. */
const CORPUS = process.env['LAZY_IMAGE_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))

/** Paths of the corpus's pictures in some of its folders; none where it is absent, which is said in one line. */
export function corpusPictures(...folders: string[]): string[] {
  if (!existsSync(CORPUS)) {
    console.info('The image corpus is not here: only fixtures are compared (LAZY_IMAGE_CORPUS names its folder)')
    return []
  }
  return folders.flatMap(folder =>
    readdirSync(`${CORPUS}/${folder}`)
      .sort()
      .map(name => `${CORPUS}/${folder}/${name}`),
  )
}
