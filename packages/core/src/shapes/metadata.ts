import { METADATA_KEYS, type MetadataKey } from '../language/shape.js'
import { ReadOff, type Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { headerFacts } from './header-facts.js'
import { heightOf, widthOf } from './measures.js'
import { oneOrMany } from './one-or-many.js'
import { type BuildShape, extras, type ShapeInput } from './shape-input.js'

/** The named facts about each encoded image. */
export const metadataShape: BuildShape = input => {
  const keys = (input.keys ?? METADATA_KEYS) as readonly MetadataKey[]
  return oneOrMany(
    input.images.map(image => {
      const facts = factsOf(image, input)
      return { ...Object.fromEntries(keys.map(key => [key, facts[key]])), ...extras(input) }
    }),
  )
}

function factsOf(image: PlannedImage, { link }: ShapeInput): Record<MetadataKey, Value> {
  return {
    format: image.formatName,
    ...headerFacts(image),
    size: new ReadOff(image, 'bytes'),
    width: widthOf(image),
    height: heightOf(image),
    src: link(image),
  }
}
