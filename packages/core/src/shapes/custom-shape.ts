import { brokenRule } from '../broken-rule.js'
import { printSelection } from '../language/print-selection.js'
import { parseQuery } from '../language/query.js'
import { type ReadOff, TextOf, type UrlOf, type Value } from '../module/value.js'
import type { BuildOutput, OutputExtras, OutputImage } from '../options/custom-output.js'
import { failedOption } from '../options/option-checks.js'
import { placeholderNamed } from '../placeholders/placeholders.js'
import { isPlainObject } from '../plain-object.js'
import type { PlannedImage } from '../plan/plan.js'
import { plannedSize } from '../plan/variant.js'
import { headerFacts } from './header-facts.js'
import type { ShapeInput } from './shape-input.js'

type Hole = UrlOf | ReadOff

/** Stands for a hole in what an own shape gives back. Private-use characters are nobody's text. */
const MARK = /\uE000lazy-image (\d+)\uE000/

const JSON_RULE = 'JSON: a text, a finite number, a boolean, null, a list or a plain object'

/**
 * What a shape that the options define makes of images. Its author sees marks in place of URLs, which only the host
 * knows, and of the placeholder, which is yet to be made, and may put them anywhere.
 *
 * @param others what the query says that is no directive.
 */
export async function customShape(
  name: string,
  build: BuildOutput,
  input: ShapeInput,
  others: Readonly<Record<string, string>>,
): Promise<Value> {
  const { placeholder, sizes, basePixels, keys } = input
  const holes: Hole[] = []
  const markOf = (hole: Hole) => `\uE000lazy-image ${holes.push(hole) - 1}\uE000`
  const images = input.images.map(image =>
    describe(image, markOf(input.link(image)), { ...others, ...input.attributes }),
  )
  const extras: OutputExtras = {
    placeholder: placeholder === null ? null : markOf(placeholder.value),
    placeholderOf: name => markOf(input.placeholderOf(placeholderNamed(name))),
    sizes,
    basePixels,
  }
  const value = await callBuild(name, () => build(images, keys, extras))
  return fillMarks(value, holes, `outputs.${name}`, [])
}

async function callBuild(name: string, build: () => unknown): Promise<unknown> {
  try {
    return await build()
  } catch (error) {
    throw failedOption(`outputs.${name}`, error)
  }
}

function describe(image: PlannedImage, src: string, others: Readonly<Record<string, string>>): OutputImage {
  const { source, formatName, selection } = image
  const { mediaType, space, channels, isProgressive, hasProfile, hasAlpha, frames } = headerFacts(image)
  const size = plannedSize(image.variant)
  return {
    src,
    width: size?.width ?? null,
    height: size?.height ?? null,
    format: formatName,
    mediaType,
    space,
    channels,
    isProgressive,
    hasProfile,
    hasAlpha,
    frames,
    directives: Object.fromEntries(parseQuery(printSelection(selection)).map(({ key, text }) => [key, text])),
    others,
    source: {
      file: source.file,
      width: source.orientedWidth,
      height: source.orientedHeight,
      format: source.format,
    },
  }
}

/** @param above the objects that the value lies in. */
function fillMarks(value: unknown, holes: readonly Hole[], path: string, above: readonly unknown[]): Value {
  if (typeof value === 'string') return fillText(value, holes)
  if (typeof value === 'boolean' || value === null || Number.isFinite(value)) return value as boolean | number | null
  if (above.includes(value)) throw brokenRule(`The value of ${path}`, 'no part of itself', value)
  const inside = [...above, value]
  if (Array.isArray(value)) {
    return value.map((item, index) => fillMarks(item ?? null, holes, `${path}[${index}]`, inside))
  }
  if (!isPlainObject(value)) throw brokenRule(`The value of ${path}`, JSON_RULE, value)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, fillMarks(item, holes, `${path}.${key}`, inside)]),
  )
}

function fillText(text: string, holes: readonly Hole[]): Value {
  // Splitting by an expression with a group gives texts and indices in turn.
  const parts = text.split(MARK).flatMap((part, index): (string | Hole)[] => {
    if (index % 2 === 0) return part === '' ? [] : [part]
    const hole = holes[Number(part)]
    return hole === undefined ? [] : [hole]
  })
  const [only, second] = parts
  if (only === undefined) return ''
  return second === undefined ? only : new TextOf(parts)
}
