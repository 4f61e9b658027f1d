import { encodingOf } from '../formats/encoding.js'
import { findFormat, type OutputFormat } from '../formats/formats.js'
import { holdsMetadata, traitsOf } from '../formats/traits.js'
import type { Draft } from '../language/draft.js'
import { isTransparent } from '../plan/transparency.js'
import type { Variant } from '../plan/variant.js'
import type { MadeOutput } from './output-book.js'

/** What an output would have come to. */
export interface Measured {
  /** Of the output that there is. */
  key: string
  format: string
  /** Null where nothing is lost. */
  quality: number | null
  bytes: number
  encodeMs: number
}

/** Another way to encode an output. */
export interface Alternative {
  /** Of the output that there is. */
  key: string
  source: MadeOutput['source']
  variant: Variant
}

/** Numbers of quality that are tried: what is usual, what most pictures bear, and what few do. */
const QUALITIES = [80, 65, 50] as const

/**
 * The same picture in other formats and qualities: what an output could be in place of what it is.
 *
 * @param formats that are tried besides its own.
 */
export function alternativesTo(
  { key, source, variant }: Pick<MadeOutput, 'key' | 'source' | 'variant'>,
  formats: readonly string[],
): Alternative[] {
  const own = findFormat(variant.encoding.format)
  // What is derived from pixels has no other format.
  if (own === undefined) return []
  const names = new Set<OutputFormat>([own.name, ...formats.flatMap(name => findFormat(name)?.name ?? [])])
  return [...names].flatMap(name =>
    encodingsOf(name, { source, variant }).map(encoded => ({ key, source, variant: encoded })),
  )
}

function encodingsOf(name: OutputFormat, { source, variant }: Pick<MadeOutput, 'source' | 'variant'>): Variant[] {
  const traits = traitsOf(name)
  const { animated } = variant.base
  if ((animated && !traits.animated) || (isTransparent(source, variant) && !traits.alpha)) return []
  const transparent = isTransparent(source, { ...variant, encoding: { format: name } })
  const drafts: Draft[] = QUALITIES.map(value => ({ quality: { kind: 'number', value } }))
  const encodings = drafts.map(draft => encodingOf(name, draft, { bitDepth: source.bitDepth, animated, transparent }))
  const different = new Map(encodings.map(encoding => [JSON.stringify(encoding), encoding]))
  return [...different.values()].map(encoding => ({
    ...variant,
    encoding,
    metadata: holdsMetadata(traits) ? variant.metadata : 'none',
    hdr: 'drop',
    maxBytes: null,
    orSource: false,
  }))
}
