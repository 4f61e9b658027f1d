import { type Pipeline, transformImport } from '@lazy-image/core'
import { contentName, withContents } from './contents.js'

export interface CoreResult {
  value: unknown
  images: string[]
}

/** What the core alone makes of an import, with the names of contents in place of URLs. */
export async function coreResult(pipeline: Pipeline, id: string): Promise<CoreResult> {
  const { value, assets } = await transformImport(pipeline, id)
  const names = new Map(assets.map(({ fileName, data }) => [fileName, contentName(fileName, data)]))
  return { value: withContents(value, names), images: [...new Set(names.values())] }
}

/** What the core alone makes of imports of a build: in one batch, as a build does. */
export async function coreResults(pipeline: Pipeline, ids: readonly string[]): Promise<CoreResult[]> {
  const planned = await Promise.all(ids.map(id => pipeline.plan(id)))
  await pipeline.render(planned.flatMap(request => request?.module.wanted() ?? []))
  return Promise.all(ids.map(id => coreResult(pipeline, id)))
}
