import type { PlannedImage } from '../plan/plan.js'

/** The URL of an image, which only the host can tell. */
export class UrlOf {
  readonly image: PlannedImage
  constructor(image: PlannedImage) {
    this.image = image
  }
}

/** The encoded size of an image in bytes, known when it is made. */
export class BytesOf {
  readonly image: PlannedImage
  constructor(image: PlannedImage) {
    this.image = image
  }
}

/** A text with URLs in it. */
export class TextOf {
  readonly parts: readonly (string | UrlOf)[]
  constructor(parts: readonly (string | UrlOf)[]) {
    this.parts = parts
  }
}

/** What an import evaluates to, with holes for what only host and engine know. */
export type Value =
  | string
  | number
  | boolean
  | UrlOf
  | BytesOf
  | TextOf
  | readonly Value[]
  | { readonly [key: string]: Value }

/** A value without holes. */
export type PlainValue = string | number | boolean | readonly PlainValue[] | { readonly [key: string]: PlainValue }

/** The images whose files a value refers to by URL. */
export function imagesByUrl(value: Value): Set<PlannedImage> {
  const images = new Set<PlannedImage>()
  visit(value, part => {
    if (part instanceof UrlOf) images.add(part.image)
  })
  return images
}

/** The images whose encoded size a value tells. */
export function imagesBySize(value: Value): Set<PlannedImage> {
  const images = new Set<PlannedImage>()
  visit(value, part => {
    if (part instanceof BytesOf) images.add(part.image)
  })
  return images
}

function visit(value: Value, see: (part: Value) => void): void {
  see(value)
  if (value instanceof TextOf) for (const part of value.parts) see(part)
  else if (!(value instanceof UrlOf || value instanceof BytesOf) && typeof value === 'object') {
    for (const item of Object.values(value) as Value[]) visit(item, see)
  }
}
