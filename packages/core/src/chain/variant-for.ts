import type { ImageHeader } from '../engine/engine.js'
import { sourceInfoOf } from '../engine/source-info-of.js'
import { LazyImageError } from '../errors.js'
import type { OutputFormat } from '../formats/formats.js'
import { describeCropBeyond } from '../language/crop-outside.js'
import type { OutputDirective } from '../language/directive.js'
import { colorspace } from '../language/directives/colorspace.js'
import { hdr } from '../language/directives/hdr.js'
import { keepMetadata } from '../language/directives/keep-metadata.js'
import type { Draft } from '../language/draft.js'
import { sizeOfSource } from '../language/source-facts.js'
import type { Size } from '../plan/geometry.js'
import { makeVariant } from '../plan/make-plan.js'
import { refuseBeyondLimits } from '../plan/output-limits.js'
import type { SourceInfo } from '../plan/source-info.js'
import { sizeAfterDraft } from '../plan/stages.js'
import type { Variant } from '../plan/variant.js'
import type { Chain } from './chain.js'
import { refuseIneffective } from './refuse-ineffective.js'

/**
 * Every number of one output of a chain.
 *
 * @param encoding what the output adds to the chain's draft.
 * @throws {LazyImageError} `OPTION_INVALID` for what does not fit the source or the format, `OUTPUT_TOO_LARGE`, a limit.
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
  const source: SourceInfo = { ...sourceInfoOf(header), file: image, contentHash: '', bytes: 0 }
  // They are true of the whole chain, whenever they were said.
  const { background, orient } = draft
  const stages = chain.stages.map(stage => ({
    ...stage,
    ...(background === undefined ? {} : { background }),
    ...(orient === undefined ? {} : { orient }),
  }))
  refuseOutside([...stages, draft], source)
  const labels: (OutputDirective | false)[] = [
    draft.metadata !== undefined && (keepMetadata as OutputDirective),
    draft.colourSpace !== undefined && (colorspace as OutputDirective),
    draft.hdr !== undefined && (hdr as OutputDirective),
  ]
  refuseIneffective(
    labels.filter(label => label !== false),
    { ...draft, format },
  )
  const variant = makeVariant(draft, format, source, stages)
  refuseBeyondLimits(variant, source, chain.limits)
  return variant
}

/** What a trimmed picture holds shows only when it is made: a crop of it is cut at the edge. */
function refuseOutside(drafts: readonly Draft[], source: SourceInfo): void {
  let size: Size | null = sizeOfSource(source, drafts.at(-1)?.orient ?? true)
  for (const draft of drafts) {
    const { crop } = draft
    const problem =
      crop === undefined || size === null || draft.trim !== undefined ? undefined : describeCropBeyond(crop, size)
    if (problem !== undefined) {
      throw new LazyImageError('OPTION_INVALID', `crop must lie inside the picture, ${problem}`, { image: source.file })
    }
    size = size === null ? null : sizeAfterDraft(draft, size, source)
  }
}
