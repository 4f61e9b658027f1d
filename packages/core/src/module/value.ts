import type { PlannedImage } from '../plan/plan.js'
import { READINGS, type Reading } from './reading.js'

/** The URL of an image, which only the host can tell. */
export class UrlOf {
  readonly image: PlannedImage
  constructor(image: PlannedImage) {
    this.image = image
  }
}

/** Something that shows only when an image is made, such as its encoded size. */
export class ReadOff {
  readonly image: PlannedImage
  readonly reading: Reading
  constructor(image: PlannedImage, reading: Reading) {
    this.image = image
    this.reading = reading
  }
}

/** A text with holes in it. */
export class TextOf {
  readonly parts: readonly (string | UrlOf | ReadOff)[]
  /** Whether what fills the holes is escaped for HTML attributes, as the rest already is. */
  readonly isHtml: boolean
  constructor(parts: readonly (string | UrlOf | ReadOff)[], isHtml = false) {
    this.parts = parts
    this.isHtml = isHtml
  }
}

/** What an import evaluates to, with holes for what only host and engine know. */
export type Value =
  | string
  | number
  | boolean
  | null
  | UrlOf
  | ReadOff
  | TextOf
  | readonly Value[]
  | { readonly [key: string]: Value }

/** A value without holes. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue }

/** Whether a value is text, holes or not. */
export function isText(value: Value): boolean {
  if (value instanceof ReadOff) return READINGS[value.reading].type === 'string'
  return typeof value === 'string' || value instanceof UrlOf || value instanceof TextOf
}

export function isObject(value: Value): value is { readonly [key: string]: Value } {
  const isHole = value instanceof UrlOf || value instanceof ReadOff || value instanceof TextOf
  return typeof value === 'object' && value !== null && !isHole && !Array.isArray(value)
}

/** The images whose files a value refers to by URL. */
export function listFiles(value: Value): Set<PlannedImage> {
  const images = new Set<PlannedImage>()
  visit(value, hole => {
    if (hole instanceof UrlOf) images.add(hole.image)
  })
  return images
}

/** The images off which a value reads something, so that they must be made before it is known. */
export function listReadings(value: Value): Set<PlannedImage> {
  const images = new Set<PlannedImage>()
  visit(value, hole => {
    if (hole instanceof ReadOff) images.add(hole.image)
  })
  return images
}

function visit(value: Value, see: (hole: UrlOf | ReadOff) => void): void {
  if (value instanceof UrlOf || value instanceof ReadOff) see(value)
  else if (value instanceof TextOf) for (const part of value.parts) visit(part, see)
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value) as Value[]) visit(item, see)
  }
}
