import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'

/**
 * The images that a build wrote.
 *
 * @param {string} folder of the project.
 * @param {{ photos: string[], widths: number[], formats: string[] }} gallery
 * @returns {{ photo: string, format: string, file: string, hash: string }[]} `photo` as the gallery names it, `file`
 * absolute; sorted, so that two builds compare.
 * @throws when the build left something out, or wrote something else.
 */
export function builtImages(folder, { photos, widths, formats }) {
  const assets = join(folder, 'dist', 'assets')
  const images = readdirSync(assets)
    .filter(name => extname(name) !== '.js')
    .map(name => {
      const photo = photos.find(path => name.startsWith(`${basename(path, extname(path))}-`))
      const format = formats.find(known => extname(name) === `.${known}`)
      if (photo === undefined || format === undefined)
        throw new Error(`The build wrote ${name}, which nothing asked for`)
      const file = join(assets, name)
      return { photo, format, file, hash: createHash('sha256').update(readFileSync(file)).digest('hex') }
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  const wanted = photos.length * widths.length * formats.length
  if (images.length !== wanted) throw new Error(`${wanted} images were asked for, but the build wrote ${images.length}`)
  return images
}

/** Whether two builds wrote the same bytes. */
export function sameBytes(images, others) {
  const hashes = list => list.map(({ hash }) => hash).sort()
  return hashes(images).join() === hashes(others).join()
}
