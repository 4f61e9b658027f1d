import { decode } from 'blurhash'
import { thumbHashToDataURL } from 'thumbhash'

const BLURHASH_SIDE = 32

/** A tiny picture, as it comes. */
export const ofDataUri = uri => ({ backgroundImage: `url(${uri})` })

/** The hash holds the ratio too, so that a page could keep the place free by it alone. */
export function ofThumbHash(base64) {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0))
  return ofDataUri(thumbHashToDataURL(bytes))
}

/** The hash knows no ratio: a square of it is stretched over the picture's place. */
export function ofBlurHash(text) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = BLURHASH_SIDE
  const pixels = new Uint8ClampedArray(decode(text, BLURHASH_SIDE, BLURHASH_SIDE))
  canvas.getContext('2d').putImageData(new ImageData(pixels, BLURHASH_SIDE, BLURHASH_SIDE), 0, 0)
  return ofDataUri(canvas.toDataURL())
}

export const ofColor = color => ({ backgroundColor: color })

/** Stripes, the most frequent colour first. */
export function ofPalette(colours) {
  const stops = colours.map((colour, index) => {
    const [from, to] = [index, index + 1].map(edge => `${(edge * 100) / colours.length}%`)
    return `${colour} ${from} ${to}`
  })
  return { backgroundImage: `linear-gradient(90deg, ${stops.join(', ')})` }
}
