import {
  type ImageHeader,
  type ImageInput,
  type RenderOutput,
  type Rendition,
  renderBatch,
  type WorkCounts,
} from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import type { Encoding } from '../formats/encoding.js'
import type { OutputFormat } from '../formats/formats.js'
import { roomiestFormat } from '../formats/traits.js'
import type { Draft } from '../language/draft.js'
import type { Variant } from '../plan/variant.js'
import type { Chain } from './chain.js'
import { type ChainInput, nameOf, withSnapshot } from './image-input.js'
import { headerOf } from './inspect.js'
import { processSettings } from './process-settings.js'
import { spreadOverTurns } from './spread-over-turns.js'
import { variantFor } from './variant-for.js'

/** One output of a chain, and what it took. */
export interface Rendered {
  header: ImageHeader
  rendition: Rendition
  /** Of all outputs of the call. */
  counts: WorkCounts
}

/** One of the outputs that are made of a chain's picture. */
export interface WantedOutput {
  /** The chain with what the output adds to it. */
  chain: Chain
  format: OutputFormat
  /** What the encoding adds to the chain's draft. */
  encoding: Draft
  /** Absolute or relative, or null for the bytes. */
  file: string | null
}

/** What came of outputs. */
export interface RenderedOutputs {
  header: ImageHeader
  /** In their order; a failure is a value. */
  renditions: (Rendition | LazyImageError)[]
  counts: WorkCounts
}

/** Encodes a chain's picture as often as is wanted, from one decode, on the process's thread pool. */
export function renderPictures(
  live: ChainInput,
  { limits, failOn }: Chain,
  wantedOf: (header: ImageHeader) => Promise<readonly WantedOutput[]>,
  signal: AbortSignal | undefined,
): Promise<RenderedOutputs> {
  return withSnapshot(live, { ...limits, signal }, async input => {
    const header = await headerOf(input, limits, failOn)
    const wanted = await wantedOf(header)
    const outputs = wanted.map(({ chain, format, encoding, file }) => ({
      variant: variantFor(header, chain, format, encoding, nameOf(live)),
      file,
    }))
    return renderAll(input, header, outputs, { limits, failOn }, signal)
  })
}

/** Encodes a chain's picture on the process's thread pool. @param file absolute or relative, or null for the bytes. */
export function renderPicture(
  input: ChainInput,
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
  input: ChainInput,
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

async function render(
  live: ChainInput,
  { limits, failOn }: Chain,
  variantOf: (header: ImageHeader) => Variant,
  file: string | null,
  signal: AbortSignal | undefined,
): Promise<Rendered> {
  return withSnapshot(live, { ...limits, signal }, async input => {
    const header = await headerOf(input, limits, failOn)
    const outputs = [{ variant: variantOf(header), file }]
    const { renditions, counts } = await renderAll(input, header, outputs, { limits, failOn }, signal)
    const [rendition] = renditions
    if (rendition === undefined) throw new LazyImageError('ENGINE_FAILURE', 'The engine gave no result')
    if (rendition instanceof LazyImageError) throw rendition
    return { header, rendition, counts }
  })
}

async function renderAll(
  input: ImageInput,
  header: ImageHeader,
  outputs: readonly RenderOutput[],
  { limits, failOn }: Pick<Chain, 'limits' | 'failOn'>,
  signal: AbortSignal | undefined,
): Promise<RenderedOutputs> {
  await spreadOverTurns()
  const source = { input, decodeSize: 'needed', failOn, outputs } as const
  const { sources, counts } = await renderBatch([source], { ...processSettings(), limits, signal })
  return { header, renditions: sources[0] ?? [], counts }
}
