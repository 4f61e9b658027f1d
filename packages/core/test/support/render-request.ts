import { LazyImageError, type Pipeline } from '@lazy-image/core'
import type { Recipe, RenderOutcome } from '@lazy-image/core/host'
import { planned } from './planned.js'

/** The recipes of every output of a request for a fixture, such as `small.png?w=20`, or for an absolute id. */
export async function recipesOf(pipeline: Pipeline, request: string): Promise<Recipe[]> {
  const { plan } = await planned(pipeline, request)
  return plan.images.map(image => image.recipe)
}

/** The outcomes of every output of a request, in its order. */
export async function renderRequest(pipeline: Pipeline, request: string): Promise<RenderOutcome[]> {
  const recipes = await recipesOf(pipeline, request)
  const outcomes = await pipeline.render(recipes)
  return recipes.map(({ key }) => outcomes.get(key) ?? new LazyImageError('ENGINE_FAILURE', `no outcome for ${key}`))
}

/** The encoded bytes of a request's only output. */
export async function renderBytes(pipeline: Pipeline, request: string): Promise<Buffer> {
  const [outcome] = await renderRequest(pipeline, request)
  if (outcome === undefined || outcome instanceof LazyImageError) throw outcome ?? new Error('no output')
  return Buffer.from(outcome.data)
}
