/**
 * A picture to work on: a file of the corpus, or one derived from it.
 *
 * @typedef {{ from: string, as?: 'raw-png' | 'png' | 'jpeg' | 'webp' | 'avif' | 'gif', width?: number, quality?: number,
 *   motion?: 'whole' | 'part', crop?: { left: number, top: number, width: number, height: number } }} Picture
 * `as`: made by sharp at its defaults, or as a PNG without compression; `width` in pixels, by default the corpus
 * file's own; `crop` in pixels of the corpus file; `quality` where it is not sharp's default.
 * `motion`: of a GIF, whether all of the picture moves or a square in front of it.
 */

/** 4096 × 3072 JPEG, 4:2:0. @returns {Picture[]} */
export function large(count) {
  return numbered(count, number => `large/large-${number}.jpg`)
}

/** JPEG of 2 to 3 MP. @returns {Picture[]} */
export function photos(count) {
  return numbered(count, number => `photos/photo-0${number}.jpg`)
}

/** PNG with few colours, one of them with alpha. @returns {Picture[]} */
export function graphics() {
  return ['chart', 'interface', 'logo-alpha'].map(name => ({ from: `graphics/${name}.png` }))
}

/** JPEGs as large as cameras write them, 3:2, enlarged to a width. @returns {Picture[]} */
export function giant(count, width) {
  const crop = { left: 0, top: 0, width: 4096, height: 2730 }
  return large(count).map(picture => ({ ...picture, as: 'jpeg', quality: 90, crop, width }))
}

/** Two GIFs of 24 frames. @returns {Record<string, Picture[]>} */
export function animated() {
  const photograph = { ...photos(2)[1], as: 'gif', width: 480, motion: 'whole' }
  return { photograph: [photograph], drawing: [{ ...graphics()[0], as: 'gif', width: 480, motion: 'part' }] }
}

/** The same pictures in another format. */
export function as(format, pictures, width) {
  return pictures.map(picture => ({ ...picture, as: format, ...(width === undefined ? {} : { width }) }))
}

function numbered(count, name) {
  return Array.from({ length: count }, (_, index) => ({ from: name(index + 1) }))
}
