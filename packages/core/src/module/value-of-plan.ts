import type { ResolvedOptions } from '../options/options.js'
import { type PlaceholderKind, placeholderNamed } from '../placeholders/placeholders.js'
import type { Plan, PlannedImage } from '../plan/plan.js'
import { customShape } from '../shapes/custom-shape.js'
import type { ShapeInput } from '../shapes/shape-input.js'
import { findShape } from '../shapes/shapes.js'
import { ReadOff, UrlOf, type Value } from './value.js'

/** What the import of a plan evaluates to. */
export async function valueOfPlan(plan: Plan, { outputs }: Pick<ResolvedOptions, 'outputs'>): Promise<Value> {
  const input = shapeInputOf(plan)
  const { name } = plan.request.result.shape
  const own = Object.hasOwn(outputs, name) ? outputs[name] : undefined
  if (own !== undefined) return customShape(name, own.build, input, plan.request.others)
  const kind = findShape(name)
  if (kind === undefined) throw new RangeError(`a request for the shape ${name}, which nobody defines`)
  return kind.build(input)
}

/** What a plan gives to a shape, whichever it is. */
export function shapeInputOf(plan: Plan): ShapeInput {
  const { shape, basePixels, sizes, attributes, placeholder, inline } = plan.request.result
  const placeholderOf = (kind: PlaceholderKind) => new ReadOff(plan.placeholderOf(kind.name), kind.reading.name)
  const shown = placeholder === null ? null : placeholderNamed(placeholder)
  return {
    images: plan.images,
    directed: plan.directed,
    keys: shape.chosen,
    photo: plan.photo,
    basePixels,
    sizes,
    attributes,
    placeholder: shown === null ? null : { kind: shown, value: placeholderOf(shown) },
    placeholderOf,
    link: (image: PlannedImage) => (inline ? new ReadOff(image, 'dataUri') : new UrlOf(image)),
  }
}
