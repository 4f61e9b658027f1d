import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PHOTO = fileURLToPath(new URL('../../../packages/core/test/fixtures/pattern.jpg', import.meta.url))

/** What is asked of each picture: four outputs. */
export const QUERY = 'w=480,240&format=webp,jpg'
export const OUTPUTS = 4

/**
 * A folder of pictures that differ in what they hold and in nothing that costs time: what follows the end of a JPEG is read by
 * nobody.
 *
 * @param {number} count @param {string} seed of another one's that no content is to be the same as
 */
export function makePictures(count, seed) {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-fleet-'))
  writeFileSync(join(folder, 'package.json'), '{ "name": "pictures" }\n')
  mkdirSync(join(folder, 'photos'))
  const photo = readFileSync(PHOTO)
  for (let number = 0; number < count; number++) {
    writeFileSync(join(folder, 'photos', `${number}.jpg`), Buffer.concat([photo, Buffer.from(`${seed} ${number}`)]))
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
