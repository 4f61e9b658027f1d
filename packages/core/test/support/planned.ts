import type { Pipeline } from '@lazy-image/core'
import type { PlanCall, PlannedRequest } from '@lazy-image/core/host'
import { fixture } from './fixture.js'

/** A request that is not left to the bundler, planned: for a fixture, such as `small.png?w=20`, or an absolute id. */
export async function planned(pipeline: Pipeline, request: string, call?: PlanCall): Promise<PlannedRequest> {
  const result = await pipeline.plan(request.startsWith('/') ? request : fixture(request), call)
  if (result === null) throw new Error(`${request} was left to the bundler`)
  return result
}
