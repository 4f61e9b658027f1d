const FRAMES = 24
/** Of the picture that is seen at once, where all of it moves. */
const WINDOW = 0.75
/** How many frames in a row are equal, where a part moves: recordings of screens wait. */
const STILL = 3

/**
 * Frames of an animation as PNG, made by code: a window that wanders over the picture, or the picture at rest and a square
 * that wanders over it and waits.
 *
 * @param sharp the module.
 * @param {string} source
 * @param {{ width: number, motion: 'whole' | 'part' }} options `width` of the frames in pixels.
 */
export async function framesOf(sharp, source, { width, motion }) {
  const picture = await sharp(source)
    .resize(motion === 'whole' ? Math.round(width / WINDOW) : width)
    .removeAlpha()
    .png()
    .toBuffer()
  const whole = await sharp(picture).metadata()
  return Promise.all(
    Array.from({ length: FRAMES }, (_, index) =>
      motion === 'whole' ? windowOf(sharp, picture, whole, index) : withSquare(sharp, picture, whole, index),
    ),
  )
}

function windowOf(sharp, picture, whole, index) {
  const [width, height] = [whole.width, whole.height].map(side => Math.round(side * WINDOW))
  const [left, top] = [whole.width - width, whole.height - height].map(room =>
    Math.round((room * index) / (FRAMES - 1)),
  )
  return sharp(picture).extract({ left, top, width, height }).png().toBuffer()
}

function withSquare(sharp, picture, whole, index) {
  const side = Math.round(whole.width / 12)
  const step = index - (index % STILL)
  const left = Math.round(((whole.width - side) * step) / FRAMES)
  const top = Math.round((whole.height - side) / 2)
  const square = { create: { width: side, height: side, channels: 3, background: '#d03030' } }
  return sharp(picture)
    .composite([{ input: square, left, top }])
    .png()
    .toBuffer()
}
