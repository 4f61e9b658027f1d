import { heightOf, widestOf, widthOf } from './measures.js'
import type { BuildShape } from './shape-input.js'

/** The widest image as `next/image` takes a static import. */
export const nextShape: BuildShape = ({ images, link, lqip }) => {
  const widest = widestOf(images)
  return { src: link(widest), width: widthOf(widest), height: heightOf(widest), blurDataURL: lqip }
}
