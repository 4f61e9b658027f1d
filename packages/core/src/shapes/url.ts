import { oneOrMany } from './one-or-many.js'
import type { BuildShape } from './shape-input.js'

/** The URL, or a list of URLs when there are several images. */
export const urlShape: BuildShape = ({ images, link }) => oneOrMany(images.map(link))
