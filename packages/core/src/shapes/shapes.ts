import type { ShapeName } from '../language/shape.js'
import { htmlShape } from './html.js'
import { imgShape } from './img.js'
import { metadataShape } from './metadata.js'
import { nextShape } from './next.js'
import { pictureShape } from './picture.js'
import { responsiveShape } from './responsive.js'
import type { BuildShape } from './shape-input.js'
import { srcsetShape } from './srcset.js'
import { urlShape } from './url.js'

/** What builds each shape; `request/shape.ts` says what they are for. */
export const SHAPE_BUILDERS: Readonly<Record<ShapeName, BuildShape>> = {
  url: urlShape,
  srcset: srcsetShape,
  img: imgShape,
  picture: pictureShape,
  metadata: metadataShape,
  html: htmlShape,
  next: nextShape,
  responsive: responsiveShape,
}
