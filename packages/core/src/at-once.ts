import type { Diagnostic } from './language/diagnostic.js'
import type { ImageModule } from './module/image-module.js'
import type { PlainValue } from './module/value.js'
import type { Pipeline } from './pipeline.js'
import type { PlannedImage } from './plan/plan.js'
import type { PlannedRequest } from './planner.js'
import type { Outcomes } from './render/outcomes.js'
import type { PlanCall } from './snapshot.js'

export interface AtOnceCall extends PlanCall {
  /** Whether the files that the module refers to are made too; else only what its value is read off. Default false. */
  files?: boolean
  /** Told what does not stop the build, before anything is made. */
  warn?: (warnings: readonly Diagnostic[]) => void | Promise<void>
  signal?: AbortSignal
}

/** An image module whose value is known now: for hosts without a later phase, and for code that runs during the build. */
export interface AtOnce extends PlannedRequest {
  /** Of what was made. */
  outcomes: Outcomes
  /**
   * The module's code, with everything but URLs in it.
   *
   * @param url an expression that evaluates to an image's URL.
   */
  code(url: (image: PlannedImage) => string): string
  /** What the module evaluates to. */
  values(url: (image: PlannedImage) => string): PlainValue
}

/**
 * Plans an image request and makes at once what its value needs.
 *
 * @param id absolute path and query, which must be claimed.
 * @returns null when the defaults leave the image to the bundler after all.
 * @throws {LazyImageError} as planning does, for the first image that the value needs and that cannot be made, and
 * `ABORTED`.
 */
export async function importAtOnce(pipeline: Pipeline, id: string, call: AtOnceCall = {}): Promise<AtOnce | null> {
  const snapshot = pipeline.snapshot()
  const planned = await snapshot.plan(id, call)
  if (planned === null) return null
  await call.warn?.(planned.warnings)
  const { module } = planned
  const outcomes = await snapshot.render(call.files === true ? module.wanted() : recipesRead(module), call.signal)
  for (const { recipe } of module.readings) outcomes.of(recipe)
  return {
    ...planned,
    outcomes,
    code: url => module.code(url, outcomes),
    values: url => module.values(outcomes, url),
  }
}

function recipesRead({ readings }: ImageModule) {
  return readings.map(({ recipe }) => recipe)
}
