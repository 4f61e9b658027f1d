import type { ImageHeader } from '../engine/engine.js'
import { sourceInfoOf } from '../engine/source-info-of.js'
import { LazyImageError } from '../errors.js'
import { FORMAT_TRAITS, type OutputFormat } from '../formats/output-format.js'
import { cropEdges } from '../language/crop-edges.js'
import type { Draft } from '../language/draft.js'
import { sizeOfSource } from '../language/source-facts.js'
import { makeVariant } from '../plan/make-plan.js'
import type { SourceInfo } from '../plan/source-info.js'
import type { Variant } from '../plan/variant.js'
import type { Chain } from './chain.js'

/**
 * Every number of one output of a chain.
 *
 * @param encoding what the output adds to the chain's draft.
 * @throws {LazyImageError} `OPTION_INVALID` for what does not fit the source or the format, `OUTPUT_TOO_LARGE`.
 */
export function variantFor(
  header: ImageHeader,
  chain: Chain,
  format: OutputFormat,
  encoding: Draft,
  image: string,
): Variant {
  const draft = { ...chain.draft, ...encoding }
  // Nothing is cached under a chain's name, so that nothing needs to know the file's content.
  const source: SourceInfo = { ...sourceInfoOf(header, image), contentHash: '', bytes: 0 }
  refuseOutside(draft, source)
  if (!FORMAT_TRAITS[format].metadata) refuseLabels(chain, format)
  return { ...makeVariant(draft, format, source), metadata: chain.metadata }
}

/** What a format without blocks for it cannot hold. */
function refuseLabels({ metadata, draft: { colourSpace = 'srgb' } }: Chain, format: OutputFormat): void {
  const refused = metadata !== 'none' ? 'keepMetadata' : colourSpace !== 'srgb' ? 'colorspace' : undefined
  if (refused === undefined) return
  throw new LazyImageError(
    'OPTION_INVALID',
    `${refused} has no effect on ${format}, which is written in sRGB and without metadata; leave it out`,
  )
}

/** What a trimmed picture holds shows only when it is made: its crop is cut at the edge. */
function refuseOutside({ crop, trim, orient = true }: Draft, source: SourceInfo): void {
  if (crop === undefined || trim !== undefined) return
  const { width, height } = sizeOfSource(source, orient)
  const [right, bottom] = cropEdges(crop, { width, height }).map(Math.round) as [number, number]
  if (right <= width && bottom <= height) return
  throw new LazyImageError(
    'OPTION_INVALID',
    `crop must lie inside the picture, which is ${width}×${height}, but reaches to ${right},${bottom}`,
    { image: source.file },
  )
}
