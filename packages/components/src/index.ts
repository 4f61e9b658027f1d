export {
  type ArtDirection,
  type ImgAttributes,
  type LinkAttributes,
  OPTION_NAMES,
  type PictureAttributes,
  type PictureOptions,
  pictureAttributes,
  preloadLinks,
  type SourceAttributes,
} from './picture-attributes.js'
export { type HtmlPictureOptions, pictureHtml, preloadHtml } from './picture-html.js'
export type { DirectedSource, PictureValue } from './picture-value.js'
export { styleText } from './placeholder-style.js'
