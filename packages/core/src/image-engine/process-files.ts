import { mkdir, realpath } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import { engineInfo, probe, type RenderSource, renderBatch } from '../engine/engine.js'
import { type ErrorCode, type ErrorKind, LazyImageError, toLazyImageError } from '../errors.js'
import type { Draft } from '../request/draft.js'
import { batchConcurrency } from './batch-concurrency.js'
import { checkFiles, checkFormat, checkInteger, checkPath, checkQuality } from './check-arguments.js'
import { DEFAULT_ENGINE_LIMITS } from './default-limits.js'
import { fileIdentity, overSource } from './file-identity.js'
import type { CallOptions, OutputFormat } from './image-engine.js'
import { variantFor } from './variant-for.js'

export interface BatchOptions extends CallOptions {
  format: OutputFormat
  /** 1–100; default 80 for jpeg and webp, 50 for avif. Not for png. */
  quality?: number
  /** Worker threads; 0 or absent leaves libuv its threads. */
  concurrency?: number
  /** Bytes that decoded pixels and encoders may take together. Default: half of the memory this process may use. */
  memoryBudget?: number
  /** Called for each file as it is done. */
  onProgress?: (progress: { done: number; total: number; source: string }) => void
}

export type BatchResult =
  | {
      source: string
      success: true
      outputPath: string
      width: number
      height: number
      /** Size of the output. */
      bytes: number
      /** Worker threads that ran. */
      concurrency: number
    }
  | {
      source: string
      success: false
      /** What went wrong, for people. */
      error: string
      errorCode: ErrorCode
      errorKind: ErrorKind
      concurrency: number
    }

/** See `ImageEngine.processBatch`. */
export async function processFiles(
  files: readonly string[],
  outDir: string,
  options: BatchOptions,
  operations: Draft,
): Promise<BatchResult[]> {
  const format = checkFormat(options.format)
  checkQuality(format, options.quality)
  checkFiles(files)
  const { availableParallelism, availableMemory } = engineInfo()
  const concurrency = batchConcurrency(options.concurrency, availableParallelism, process.env['UV_THREADPOOL_SIZE'])
  const memoryBudget =
    options.memoryBudget === undefined
      ? Math.floor(availableMemory / 2)
      : checkInteger('memoryBudget', options.memoryBudget, 1, Number.MAX_SAFE_INTEGER)
  const folder = await makeFolder(resolve(checkPath('outDir', outDir)))
  const targets = files.map(file => {
    const { name } = parse(checkPath('files', file))
    return join(folder, `${name}.${format === 'jpeg' ? 'jpg' : format}`)
  })
  await refuseCollisions(files, targets)

  const failures = new Map<number, LazyImageError>()
  const sources: RenderSource[] = []
  const indexOf: number[] = []
  const headers = await probe(
    files.map(path => ({ path })),
    DEFAULT_ENGINE_LIMITS,
    { contentHash: false },
  )
  for (const [index, file] of files.entries()) {
    try {
      const header = headers[index]
      if (header === undefined) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result')
      if (header instanceof LazyImageError) throw header
      const variant = variantFor(header.header, operations, format, options.quality, file)
      sources.push({
        input: { path: file },
        decodeSize: 'needed',
        outputs: [{ variant, file: targets[index] ?? null }],
      })
      indexOf.push(index)
    } catch (error) {
      failures.set(index, toLazyImageError(error))
    }
  }

  let done = 0
  const tell = (index: number) => {
    done++
    options.onProgress?.({ done, total: files.length, source: files[index] ?? '' })
  }
  for (const index of failures.keys()) tell(index)
  const { sources: outcomes, workers } = await renderBatch(sources, {
    concurrency,
    memoryBudget,
    limits: DEFAULT_ENGINE_LIMITS,
    onOutput: ({ source }) => tell(indexOf[source] ?? 0),
    signal: options.signal,
  })
  const outcomeOf = new Map(indexOf.map((index, position) => [index, outcomes[position]?.[0]]))
  return files.map((source, index) => {
    const outcome = failures.get(index) ?? outcomeOf.get(index)
    if (outcome === undefined || outcome instanceof LazyImageError) {
      const error = outcome ?? new LazyImageError('ENGINE_FAILURE', 'The batch gave no result')
      return {
        source,
        success: false,
        error: error.message,
        errorCode: error.code,
        errorKind: error.kind,
        concurrency: workers,
      }
    }
    const { width, height, bytes } = outcome
    return { source, success: true, outputPath: targets[index] ?? '', width, height, bytes, concurrency: workers }
  })
}

/** The folder's real path, so that a link to it is the same folder. */
async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true })
    return await realpath(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LazyImageError('OUTPUT_UNWRITABLE', `Cannot make the folder ${path}: ${reason}`, { cause: error })
  }
}

async function refuseCollisions(files: readonly string[], targets: readonly string[]): Promise<void> {
  const sources = new Map<string, string>()
  for (const file of files) sources.set(await fileIdentity(file), file)
  const writers = new Map<string, string>()
  for (const [index, target] of targets.entries()) {
    const file = files[index] ?? ''
    const identity = await fileIdentity(target)
    const overwritten = sources.get(identity)
    if (overwritten !== undefined) throw overSource(target, overwritten)
    const other = writers.get(identity)
    if (other !== undefined) {
      throw new LazyImageError(
        'OUTPUT_COLLISION',
        `${other} and ${file} would both be written to ${target}; rename one, or process them into two folders`,
      )
    }
    writers.set(identity, file)
  }
}
