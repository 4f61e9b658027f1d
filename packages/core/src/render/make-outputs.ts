import { type EngineLimits, type RenderSource, type Rendition, streamBatch } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import { groupBy } from '../group-by.js'
import type { EngineWork } from '../ledger/engine-work.js'
import type { Ledger, TaskAhead } from '../ledger/ledger.js'
import type { Logger } from '../logger.js'
import type { FailOn } from '../options/fail-on.js'
import type { SourceInfo } from '../plan/source-info.js'
import { describeMissing } from './outcomes.js'
import type { RenderTask } from './render-task.js'
import type { Rendered } from './rendered.js'
import { warnOnce } from './warn-once.js'

export interface EngineSettings {
  concurrency: number
  /** Bytes. */
  memoryBudget: number
  limits: EngineLimits
  failOn: FailOn
  logger: Logger
}

/** Is given what became of an output as soon as that is known. Must not throw. */
export type TakeRendered = (task: RenderTask, rendered: Rendered) => void

/** Makes outputs, gives each away as soon as it is done, and tells the work that all took. */
export type MakeOutputs = (
  tasks: readonly RenderTask[],
  take: TakeRendered,
  signal: AbortSignal | undefined,
) => Promise<EngineWork>

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
  const tell = warnOnce(settings.logger, ledger)
  return async (tasks, take, signal) => {
    const groups = [...groupBy(tasks, task => task.source.file).values()]
    const progress = ledger.beginWork({ tasks: tasks.map(taskAhead), concurrency: settings.concurrency })
    const looks = new Map<number, Promise<boolean>>()
    const taken: Promise<void>[] = []
    try {
      const sources = groups.map(group => toSource(group, settings.failOn))
      const { counts } = await streamBatch(sources, { ...settings, signal }, event => {
        const task = groups[event.source]?.[event.output]
        if (task === undefined) return
        progress.step(taskAhead(task), event.result instanceof LazyImageError ? null : event.result.timings)
        // The engine has read a file once and as a whole when the first of its outputs is done.
        const look = looks.get(event.source) ?? isUnchanged(task.source).catch(() => false)
        looks.set(event.source, look)
        taken.push(
          look.then(isCurrent => {
            take(task, isCurrent ? toRendered(task, event.result) : failChanged(task))
            if (!(event.result instanceof LazyImageError)) tell(task, event.result.warnings)
          }),
        )
      })
      const { decodes, resizes, encodes } = counts
      return { decodes, resizes, encodes }
    } finally {
      progress.end()
      await Promise.all(taken)
    }
  }
}

function taskAhead({ source: { file, storedWidth, storedHeight }, variant }: RenderTask): TaskAhead {
  return { file, variant, pixels: storedWidth * storedHeight }
}

function toSource(tasks: readonly RenderTask[], failOn: FailOn): RenderSource {
  return {
    input: { path: tasks[0]?.source.file ?? '' },
    // A cached output must be the same whatever else was asked for beside it.
    decodeSize: 'full',
    failOn,
    outputs: tasks.map(({ variant }) => ({ variant, file: null })),
  }
}

function toRendered({ key }: RenderTask, output: Rendition | LazyImageError): Rendered {
  if (output instanceof LazyImageError) return { outcome: output, from: 'failed', timings: null }
  if (output.data === null) {
    return { outcome: describeMissing(key), from: 'failed', timings: null }
  }
  const { width, height, data, quality, score, isSource, timings } = output
  return { outcome: { width, height, data, quality, score, isSource, encodeMs: timings.encode }, from: 'made', timings }
}

function failChanged({ source: { file } }: RenderTask): Rendered {
  const message = `${file} changes while it is read; build again when it is written`
  return { outcome: new LazyImageError('SOURCE_CHANGED', message, { image: file }), from: 'failed', timings: null }
}
