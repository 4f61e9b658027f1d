import type { ImageHeader } from '../engine/engine.js'
import { sourceInfoOf } from '../engine/source-info-of.js'
import { makeVariant } from '../plan/make-plan.js'
import type { Variant } from '../plan/variant.js'
import type { Draft } from '../request/draft.js'
import type { OutputFormat } from '../request/output-format.js'

/** Every number of one output of a chain. Unlike an import, a chain may enlarge: its caller names a size. */
export function variantFor(
  header: ImageHeader,
  operations: Draft,
  format: OutputFormat,
  quality: number | undefined,
  image: string,
): Variant {
  const draft: Draft = {
    fit: 'inside',
    enlarge: true,
    ...operations,
    ...(quality === undefined ? {} : { quality: { kind: 'number', value: quality } }),
  }
  // Nothing is cached under a chain's name, so that nothing needs to know the file's content.
  return makeVariant(draft, format, { ...sourceInfoOf(header, image), contentHash: '', bytes: 0 })
}
