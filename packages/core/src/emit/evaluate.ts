import type { PlannedImage } from '../plan/plan.js'
import { BytesOf, type PlainValue, TextOf, UrlOf, type Value } from './value.js'

/** What fills the holes of a value. */
export interface Known {
  url(image: PlannedImage): string
  bytes(image: PlannedImage): number
}

/** The value with its holes filled. */
export function evaluate(value: Value, known: Known): PlainValue {
  if (value instanceof UrlOf) return known.url(value.image)
  if (value instanceof BytesOf) return known.bytes(value.image)
  if (value instanceof TextOf) {
    return value.parts.map(part => (typeof part === 'string' ? part : known.url(part.image))).join('')
  }
  if (Array.isArray(value)) return value.map((item: Value) => evaluate(item, known))
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, Value]) => [key, evaluate(item, known)]))
}
