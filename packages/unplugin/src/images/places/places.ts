import { cssImagePlace } from './css-image.js'
import { imgPlace } from './img.js'
import { picturePlace } from './picture.js'
import { srcsetPlace } from './srcset.js'
import { urlPlace } from './url.js'

/** Every kind of place in a text that holds requests; a new one is a file and a line here. */
export const PLACES = {
  url: urlPlace,
  srcset: srcsetPlace,
  img: imgPlace,
  picture: picturePlace,
  'css-image': cssImagePlace,
} as const
