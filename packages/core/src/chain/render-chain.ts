import { type ImageHeader, type ImageInput, type Rendition, renderBatch, type WorkCounts } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import type { Encoding } from '../formats/encoding.js'
import type { OutputFormat } from '../formats/formats.js'
import { roomiestFormat } from '../formats/traits.js'
import type { Draft } from '../language/draft.js'
import type { Variant } from '../plan/variant.js'
import type { Chain } from './chain.js'
import { nameOf, withSnapshot } from './image-input.js'
import { headerOf } from './inspect.js'
import { processSettings } from './process-settings.js'
import { variantFor } from './variant-for.js'

/** One output of a chain, and what it took. */
export interface Rendered {
  header: ImageHeader
  rendition: Rendition
  counts: WorkCounts
}

/** Encodes a chain's picture on the process's thread pool. @param file absolute or relative, or null for the bytes. */
export function renderPicture(
  input: ImageInput,
  chain: Chain,
  format: OutputFormat,
  encoding: Draft,
  file: string | null,
  signal: AbortSignal | undefined,
): Promise<Rendered> {
  return render(input, chain, header => variantFor(header, chain, format, encoding, nameOf(input)), file, signal)
}

/** Derives something from a chain's picture, at its size and after its operations; of an animation from its first frame. */
export async function renderDerived(
  input: ImageInput,
  chain: Chain,
  encoding: Encoding,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const draft: Draft = { ...chain.draft, animated: false, colourSpace: 'srgb', metadata: 'none', hdr: 'drop' }
  const plain: Chain = { ...chain, draft }
  const variant = (header: ImageHeader) => ({
    ...variantFor(header, plain, roomiestFormat(), {}, nameOf(input)),
    encoding,
  })
  const { rendition } = await render(input, plain, variant, null, signal)
  return dataOf(rendition)
}

export function dataOf({ data }: Rendition): Uint8Array {
  if (data === null) throw new LazyImageError('ENGINE_FAILURE', 'The engine gave no bytes back')
  return data
}

function render(
  live: ImageInput,
  { limits, failOn }: Chain,
  variantOf: (header: ImageHeader) => Variant,
  file: string | null,
  signal: AbortSignal | undefined,
): Promise<Rendered> {
  return withSnapshot(live, async input => {
    const header = await headerOf(input, limits, failOn)
    const outputs = [{ variant: variantOf(header), file }]
    const source = { input, decodeSize: 'needed', failOn, outputs } as const
    const { sources, counts } = await renderBatch([source], { ...processSettings(), limits, signal })
    const rendition = sources[0]?.[0]
    if (rendition === undefined) throw new LazyImageError('ENGINE_FAILURE', 'The engine gave no result')
    if (rendition instanceof LazyImageError) throw rendition
    return { header, rendition, counts }
  })
}
