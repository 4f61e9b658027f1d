import type { PlannedImage } from '../plan/plan.js'
import { escapeHtml } from '../shapes/escape-html.js'
import type { Reading } from './reading.js'
import { type PlainValue, ReadOff, TextOf, UrlOf, type Value } from './value.js'

/** What fills the holes of a value. */
export interface Known {
  url(image: PlannedImage): string
  read(image: PlannedImage, reading: Reading): PlainValue
}

/** The value with its holes filled. */
export function evaluate(value: Value, known: Known): PlainValue {
  if (value instanceof UrlOf) return known.url(value.image)
  if (value instanceof ReadOff) return known.read(value.image, value.reading)
  if (value instanceof TextOf) return textOf(value, known)
  if (Array.isArray(value)) return value.map((item: Value) => evaluate(item, known))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, Value]) => [key, evaluate(item, known)]))
}

function textOf({ parts, isHtml }: TextOf, known: Known): string {
  return parts
    .map(part => {
      if (typeof part === 'string') return part
      const text = String(part instanceof UrlOf ? known.url(part.image) : known.read(part.image, part.reading))
      return isHtml ? escapeHtml(text) : text
    })
    .join('')
}
