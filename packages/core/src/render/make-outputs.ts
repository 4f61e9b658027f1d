import { type EngineLimits, type RenderSource, type Rendition, renderBatch } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import { groupBy } from '../group-by.js'
import type { EngineWork } from '../ledger/engine-work.js'
import type { Ledger } from '../ledger/ledger.js'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import type { SourceInfo } from '../plan/source-info.js'
import { describeMissing } from './outcomes.js'
import type { RenderTask } from './render-task.js'
import type { Rendered } from './rendered.js'

export interface EngineSettings {
  concurrency: number
  /** Bytes. */
  memoryBudget: number
  limits: EngineLimits
}

/** Makes outputs, and tells the work that it took. */
export type MakeOutputs = (
  tasks: readonly RenderTask[],
  signal: AbortSignal | undefined,
) => Promise<EngineWork & { rendered: Map<string, Rendered> }>

/**
 * One native call for everything, grouped by source so that each is decoded once.
 *
 * @param isUnchanged whether a file is still what it was when its key was computed: what is cached must lie under its
 * true key, so that the outputs of a file that has changed meanwhile are failures.
 */
export function makeInEngine(
  settings: EngineSettings,
  ledger: Ledger,
  isUnchanged: (source: SourceInfo) => Promise<boolean>,
): MakeOutputs {
  return async (tasks, signal) => {
    const groups = [...groupBy(tasks, task => task.source.file).values()]
    const progress = ledger.beginWork({ outputs: tasks.length, images: groups.length })
    const { sources, counts } = await renderBatch(groups.map(toSource), {
      ...settings,
      onOutput: () => progress.step(),
      signal,
    }).finally(() => progress.end())
    const rendered = new Map<string, Rendered>()
    await mapConcurrently(groups, FILES_AT_ONCE, async (group, index) => {
      const [{ source } = { source: undefined }] = group
      const isCurrent = source !== undefined && (await isUnchanged(source))
      for (const [at, task] of group.entries()) {
        rendered.set(task.key, isCurrent ? toRendered(task, sources[index]?.[at]) : failChanged(task))
      }
    })
    const { decodes, resizes, encodes } = counts
    return { rendered, decodes, resizes, encodes }
  }
}

function toSource(tasks: readonly RenderTask[]): RenderSource {
  return {
    input: { path: tasks[0]?.source.file ?? '' },
    // A cached output must be the same whatever else was asked for beside it.
    decodeSize: 'full',
    outputs: tasks.map(({ variant }) => ({ variant, file: null })),
  }
}

function toRendered({ key }: RenderTask, output: Rendition | LazyImageError | undefined): Rendered {
  if (output instanceof LazyImageError) return { outcome: output, from: 'failed', timings: null }
  if (output === undefined || output.data === null) {
    return { outcome: describeMissing(key), from: 'failed', timings: null }
  }
  const { width, height, data, quality, score, isSource, timings } = output
  return { outcome: { width, height, data, quality, score, isSource, encodeMs: timings.encode }, from: 'made', timings }
}

function failChanged({ source: { file } }: RenderTask): Rendered {
  const message = `${file} changes while it is read; build again when it is written`
  return { outcome: new LazyImageError('SOURCE_CHANGED', message, { image: file }), from: 'failed', timings: null }
}
