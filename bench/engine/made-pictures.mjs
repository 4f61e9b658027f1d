import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from '../measure.mjs'
import { corpusFolder, WORK } from '../places.mjs'

const MAKE_PICTURES = fileURLToPath(new URL('make-pictures.mjs', import.meta.url))

/**
 * The pictures as files.
 *
 * @param {readonly import('./pictures.mjs').Picture[]} pictures
 * @returns {Promise<{ file: string, width: number, height: number }[]>}
 */
export async function madePictures(pictures) {
  const parameters = [join(WORK, 'pictures'), corpusFolder(), JSON.stringify(pictures)]
  return JSON.parse(await runScript(MAKE_PICTURES, parameters, { cwd: WORK }))
}
