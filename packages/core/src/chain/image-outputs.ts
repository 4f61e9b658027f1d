import { resolve } from 'node:path'
import { brokenRule } from '../broken-rule.js'
import type { ImageHeader } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import { checkOptions, checkPath } from '../language/check-arguments.js'
import { chainBefore } from './call-order.js'
import type { Chain } from './chain.js'
import { fileIdentity, refuseOverwrite } from './file-identity.js'
import type { ChainInput } from './image-input.js'
import { type Metrics, metricsOf } from './metrics.js'
import {
  type CallOptions,
  OUTPUT_OPTIONS,
  type OutputFormat,
  type OutputOptions,
  type OutputQuality,
  type ResolvedOutput,
  resolveOutput,
} from './output-options.js'
import { dataOf, type RenderedOutputs, renderPictures } from './render-chain.js'
import { type ResizeOptions, resizeDraft } from './resize-options.js'
import { totalsOf, type WorkTotals } from './totals.js'

/** One of several outputs of a chain: how it is encoded, and the size that it has beside the others. */
export interface ImageOutput extends Omit<OutputOptions, 'signal'> {
  format: OutputFormat
  quality?: OutputQuality
  /** What is done after all that the chain does: a width in pixels, or what `resize` takes. */
  resize?: number | ResizeOptions
}

export interface FileOutput extends ImageOutput {
  path: string
}

/** Outputs in the order in which they were asked for, and what all of them took together. */
export interface ManyOutputs<Output> {
  outputs: Output[]
  totals: WorkTotals
}

export interface BufferResult {
  data: Buffer
  metrics: Metrics
}

export interface FileResult {
  path: string
  metrics: Metrics
}

const OPTIONS = [...OUTPUT_OPTIONS.filter(name => name !== 'signal'), 'format', 'quality', 'resize']

/** An output with everything decided that its arguments decide. */
export interface ReadOutput extends ResolvedOutput {
  chain: Chain
  file: string | null
}

/** @throws {LazyImageError} `OPTION_INVALID`, which names the output by its place. */
export function readOutputs(method: string, outputs: readonly ImageOutput[], chain: Chain): ReadOutput[] {
  if (!Array.isArray(outputs) || outputs.length === 0) {
    throw brokenRule(`the outputs of ${method}`, 'a list of one output at least', outputs)
  }
  const known = method === 'toFiles' ? [...OPTIONS, 'path'] : OPTIONS
  return outputs.map((output: ImageOutput & { path?: string }, index) =>
    inOutput(index, () => {
      checkOptions('an output', output, known)
      const { format, quality, resize, path, ...encoding } = output
      return {
        ...resolveOutput(format, quality, encoding),
        chain: resize === undefined ? chain : resizeChain(chain, resize),
        file: method === 'toFiles' ? checkPath(method, path) : null,
      }
    }),
  )
}

/** A chain that ends in a resize. */
export function resizeChain(chain: Chain, resize: number | ResizeOptions): Chain {
  const before = chainBefore('resize', chain)
  return { ...before, draft: resizeDraft(before.draft, typeof resize === 'number' ? { width: resize } : resize) }
}

/**
 * Makes outputs of one decode.
 *
 * @param outputsOf the picture's header.
 * @throws {LazyImageError} the first failure, in the order of the outputs; the others are made all the same.
 */
export async function renderOutputs<Output extends ReadOutput>(
  input: ChainInput,
  chain: Chain,
  outputsOf: (header: ImageHeader) => readonly Output[] | Promise<readonly Output[]>,
  signal: AbortSignal | undefined,
): Promise<RenderedOutputs & { outputs: readonly Output[]; metrics: Metrics[]; totals: WorkTotals }> {
  const started = performance.now()
  let outputs: readonly Output[] = []
  const decide = async (header: ImageHeader) => {
    outputs = await outputsOf(header)
    if ('path' in input) {
      for (const { file } of outputs) if (file !== null) await refuseOverwrite(input.path, file)
    }
    await refuseEqualPaths(outputs)
    return outputs
  }
  const rendered = await renderPictures(input, chain, decide, signal)
  const totals = totalsOf(rendered.counts, started)
  const metrics = outputs.map(({ format }, index) => {
    const rendition = rendered.renditions[index] ?? new LazyImageError('ENGINE_FAILURE', 'The engine gave no result')
    if (rendition instanceof LazyImageError) throw placed(rendition, index)
    return metricsOf({ ...rendered, rendition }, format, totals.totalMs)
  })
  return { ...rendered, outputs, metrics, totals }
}

/** See `ImageEngine.toBuffers`. */
export async function toBuffers(
  input: ChainInput,
  chain: Chain,
  asked: readonly ImageOutput[],
  { signal }: CallOptions,
): Promise<ManyOutputs<BufferResult>> {
  const read = readOutputs('toBuffers', asked, chain)
  const { renditions, metrics, totals } = await renderOutputs(input, chain, () => read, signal)
  const outputs = renditions.map((rendition, index): BufferResult => {
    if (rendition instanceof LazyImageError) throw rendition
    const { buffer, byteOffset, byteLength } = dataOf(rendition)
    return { data: Buffer.from(buffer, byteOffset, byteLength), metrics: metrics[index] as Metrics }
  })
  return { outputs, totals }
}

/** See `ImageEngine.toFiles`. */
export async function toFiles(
  input: ChainInput,
  chain: Chain,
  asked: readonly FileOutput[],
  { signal }: CallOptions,
): Promise<ManyOutputs<FileResult>> {
  const read = readOutputs('toFiles', asked, chain)
  const { metrics, totals } = await renderOutputs(input, chain, () => read, signal)
  return { outputs: metrics.map((own, index) => ({ path: asked[index]?.path ?? '', metrics: own })), totals }
}

async function refuseEqualPaths(outputs: readonly ReadOutput[]): Promise<void> {
  const taken = new Map<string, number>()
  for (const [index, { file }] of outputs.entries()) {
    if (file === null) continue
    const identity = await fileIdentity(resolve(file))
    const other = taken.get(identity)
    if (other !== undefined) {
      throw new LazyImageError(
        'OUTPUT_COLLISION',
        `output ${other + 1} and output ${index + 1} would both be written to ${file}`,
      )
    }
    taken.set(identity, index)
  }
}

function inOutput<Result>(index: number, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw error instanceof LazyImageError ? placed(error, index) : error
  }
}

/** An error that tells which of the outputs it is about. */
function placed(error: LazyImageError, index: number): LazyImageError {
  if (error.kind === 'aborted' || error.kind === 'input') return error
  const { code, message, image, cause } = error
  return new LazyImageError(code, `output ${index + 1}: ${message}`, {
    cause,
    ...(image === undefined ? {} : { image }),
  })
}
