import type { Encoding } from './encoding.js'
import type { Geometry } from './geometry.js'

/** Red, green, blue, alpha; 0–255 each. */
export type Rgba = readonly [number, number, number, number]

/** One output of a source with every number that changes its bytes; nothing is optional. */
export interface Variant {
  geometry: Geometry
  kernel: 'lanczos3'
  /** Of a canvas around the picture. */
  background: Rgba
  encoding: Encoding
}

/** Size of the encoded picture. */
export function sizeOf({ geometry }: Variant): { width: number; height: number } {
  const { width, height } = geometry.canvas ?? geometry.resized
  return { width, height }
}

/**
 * The variant as text: equal for equal variants, however they were asked for, and different for any other.
 * Two requests with one canonical text and one source share their output.
 */
export function canonicalVariant(variant: Variant): string {
  return JSON.stringify(sortKeys(variant))
}

/** The variant that a canonical text stands for. */
export function parseCanonicalVariant(text: string): Variant {
  return JSON.parse(text) as Variant
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  )
}
