import type { Framing, Variant } from './variant.js'

/** What is asked of an output and of its source: numbers of quality, null where there is none. */
export interface Finesse {
  source: { format: string; quality: number | null }
  variant: Variant
  quality: number | null
  isSource: boolean
}

/**
 * Whether an output has a higher number of quality than the source that it is made of, which brings back nothing that is lost: the source's
 * own number looks the same and is smaller. Numbers are compared within one format, because each means something else; and a picture that
 * is made smaller is finer than its source was.
 */
export function isFinerThanSource({ source, variant, quality, isSource }: Finesse): boolean {
  const isAlike = source.format === variant.encoding.format && !isSource
  return isAlike && source.quality !== null && quality !== null && quality > source.quality && !reduces(variant.framing)
}

/** Whether pixels become fewer in a side, besides those that are cut off. */
function reduces(framing: Framing): boolean {
  if (framing.kind === 'trimmed') return framing.request.width !== null || framing.request.height !== null
  const { region, width, height } = framing.frame
  return width < Math.floor(region.width) || height < Math.floor(region.height)
}
