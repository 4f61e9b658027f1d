import { heightOf, widestOf, widthOf } from './measures.js'
import { type BuildShape, extras } from './shape-input.js'
import { srcsetOf } from './srcset.js'

/** The object of responsive-loader: every image with its size, the srcset of all, and the widest as fallback. */
export const responsiveShape: BuildShape = input => {
  const { images, link } = input
  const widest = widestOf(images)
  return {
    srcSet: srcsetOf(images, input),
    images: images.map(image => ({ path: link(image), width: widthOf(image), height: heightOf(image) })),
    src: link(widest),
    width: widthOf(widest),
    height: heightOf(widest),
    ...extras(input),
  }
}
