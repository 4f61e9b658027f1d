import { decode } from 'blurhash'
import { thumbHashToRGBA } from 'thumbhash'

/** Pixels of the longer side: a hash holds no more than that could show. */
const SIDE = 32

/** A ThumbHash knows its ratio, roughly, and its transparency. */
export function thumbHashCanvas(base64) {
  const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(base64), character => character.charCodeAt(0)))
  return canvasOf(w, h, rgba)
}

/** A BlurHash knows colours alone: the ratio comes from the picture's sides. */
export function blurHashCanvas(hash, { w, h }) {
  const factor = SIDE / Math.max(w, h)
  const [width, height] = [w, h].map(side => Math.max(1, Math.round(side * factor)))
  return canvasOf(width, height, decode(hash, width, height))
}

function canvasOf(width, height, rgba) {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  canvas.getContext('2d').putImageData(new ImageData(Uint8ClampedArray.from(rgba), width, height), 0, 0)
  return canvas
}
