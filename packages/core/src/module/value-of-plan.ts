import type { PlaceholderKind } from '../language/directives/placeholder.js'
import { isShapeName } from '../language/shape.js'
import type { ResolvedOptions } from '../options/options.js'
import type { Plan, PlannedImage } from '../plan/plan.js'
import { customShape } from '../shapes/custom-shape.js'
import type { ShapeInput } from '../shapes/shape-input.js'
import { SHAPE_BUILDERS } from '../shapes/shapes.js'
import type { Reading } from './reading.js'
import { ReadOff, UrlOf, type Value } from './value.js'

/** How each placeholder is read off what was made for it. */
const PLACEHOLDER_READING: Readonly<Record<PlaceholderKind, Reading>> = {
  lqip: 'dataUri',
  thumbhash: 'base64',
  blurhash: 'ascii',
  color: 'colour',
  palette: 'colours',
}

/** What the import of a plan evaluates to. */
export async function valueOfPlan(plan: Plan, { outputs }: Pick<ResolvedOptions, 'outputs'>): Promise<Value> {
  const { shape, basePixels, sizes, placeholder, inline } = plan.request.result
  const input: ShapeInput = {
    images: plan.images,
    directed: plan.directed,
    keys: shape.keys,
    basePixels,
    sizes,
    placeholder:
      placeholder === null ? null : new ReadOff(plan.placeholderOf(placeholder), PLACEHOLDER_READING[placeholder]),
    get lqip() {
      return new ReadOff(plan.placeholderOf('lqip'), 'dataUri')
    },
    link: (image: PlannedImage) => (inline ? new ReadOff(image, 'dataUri') : new UrlOf(image)),
  }
  const own = Object.hasOwn(outputs, shape.name) ? outputs[shape.name] : undefined
  if (own !== undefined) return customShape(shape.name, own.build, input, plan.request.others)
  if (isShapeName(shape.name)) return SHAPE_BUILDERS[shape.name](input)
  throw new RangeError(`a request for the shape ${shape.name}, which nobody defines`)
}
