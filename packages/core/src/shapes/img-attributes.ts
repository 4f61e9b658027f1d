import { type ElementAttributes, isLoadedLate } from '../language/element-attributes.js'
import type { ShapeInput } from './shape-input.js'

/** What an `img` says beside source and size where nothing is asked for. */
export const IMG_ATTRIBUTES = { alt: '', loading: 'lazy', decoding: 'async' }

/** The same with what a query asks for. */
export function imgAttributes(asked: ElementAttributes): Readonly<Record<string, string>> {
  return { ...IMG_ATTRIBUTES, ...asked, loading: isLoadedLate(asked) ? 'lazy' : 'eager' }
}

/** Whether the browser is to measure how wide the picture is shown. */
export function isMeasured({ sizes, attributes }: Pick<ShapeInput, 'sizes' | 'attributes'>): boolean {
  return sizes !== null && /^\s*auto\s*(?:,|$)/i.test(sizes) && isLoadedLate(attributes)
}
