import type { ShapeName } from '../request/shape.js'
import { htmlShape } from './outputs/html.js'
import { imgShape } from './outputs/img.js'
import { metadataShape } from './outputs/metadata.js'
import { nextShape } from './outputs/next.js'
import { pictureShape } from './outputs/picture.js'
import { responsiveShape } from './outputs/responsive.js'
import { srcsetShape } from './outputs/srcset.js'
import { urlShape } from './outputs/url.js'
import type { BuildShape } from './shape-input.js'

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
