import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const COMMENT = 0xfe

/**
 * Many photographs of few: each copy has a comment of its own, so that no two files are equal.
 *
 * @param {string} folder
 * @param {readonly string[]} sources JPEGs.
 * @param {number} count
 * @returns {string[]} names in the folder.
 */
export function writePictures(folder, sources, count) {
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: count }, (_, index) => {
    const name = `photo-${index}.jpg`
    const file = join(folder, name)
    if (!existsSync(file))
      writeFileSync(file, withComment(readFileSync(sources[index % sources.length]), `copy ${index}`))
    return name
  })
}

/** Behind the marker that a JPEG starts with. */
function withComment(jpeg, text) {
  const words = Buffer.from(text)
  const head = Buffer.from([0xff, COMMENT, 0, words.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, words, jpeg.subarray(2)])
}
