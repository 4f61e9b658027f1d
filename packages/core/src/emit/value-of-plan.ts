import type { Plan } from '../plan/plan.js'
import { imgValue } from './outputs/img.js'
import { metadataValue } from './outputs/metadata.js'
import { pictureValue } from './outputs/picture.js'
import { srcsetValue } from './outputs/srcset.js'
import { urlValue } from './outputs/url.js'
import type { Value } from './value.js'

/** What the import of a plan evaluates to. */
export function valueOfPlan({ request: { shape }, images }: Plan): Value {
  switch (shape.name) {
    case 'url':
      return urlValue(images)
    case 'srcset':
      return srcsetValue(images)
    case 'img':
      return imgValue(images)
    case 'picture':
      return pictureValue(images)
    case 'metadata':
      return metadataValue(images, shape.keys)
  }
}
