import { brokenRule } from './broken-rule.js'
import { OUTPUT_KEY } from './language/language.js'
import { PLACEHOLDERS, type PlaceholderName } from './placeholders/placeholders.js'
import { isPlainObject } from './plain-object.js'
import type { Plan, PlannedImage } from './plan/plan.js'
import { printKeyedQuery } from './plan/print-image.js'

/**
 * One output in words that another machine can check: it plans the query for itself, with every check that a request of its own
 * goes through, and looks whether it comes to the same key.
 */
export interface OutputOrder {
  /** Cache key. */
  readonly key: string
  /** Asks for exactly one output, whatever options say. */
  readonly query: string
  /** What is derived of that output and wanted in its place; null for the output. */
  readonly placeholder: PlaceholderName | null
}

const NAMES: readonly PlaceholderName[] = PLACEHOLDERS.map(({ name }) => name)

const KEY = /^[0-9a-f]{32}$/

/** Longer than any directive of ours, and short enough for a list of thousands. */
const MOST_QUERY = 4096

/** The order of an image that is planned. */
export function orderOf(image: PlannedImage, plan: Plan): OutputOrder {
  const { key } = image.recipe
  const isListed = [plan.images, ...plan.directed.map(({ images }) => images)]
    .flat()
    .some(other => other.recipe.key === key)
  const placeholder = isListed ? null : NAMES.find(name => plan.placeholderOf(name).recipe.key === key)
  return { key, query: printKeyedQuery(image), placeholder: placeholder ?? null }
}

/**
 * An order that came from elsewhere.
 *
 * @throws {LazyImageError} for anything else.
 */
export function parseOrder(value: unknown): OutputOrder {
  const { key, query, placeholder }: Readonly<Record<string, unknown>> = isPlainObject(value) ? { ...value } : {}
  if (typeof key !== 'string' || !KEY.test(key)) throw brokenRule('The key of an order', '32 hexadecimal digits', key)
  // What says that the query is whole: nothing of our own options is added to it.
  const isWhole =
    typeof query === 'string' && query.length <= MOST_QUERY && `&${query}`.endsWith(`&${OUTPUT_KEY}=${key}`)
  if (!isWhole) throw brokenRule('The query of an order', `a text that ends in ${OUTPUT_KEY} and its key`, query)
  const name = NAMES.find(known => known === placeholder) ?? null
  if (name !== placeholder)
    throw brokenRule('The placeholder of an order', `null or one of ${NAMES.join(', ')}`, placeholder)
  return { key, query, placeholder: name }
}
