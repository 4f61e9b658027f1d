import { LazyImageError, type Pipeline, transformImport } from '@lazy-image/core'
import { decodePath, splitId } from '@lazy-image/core/host'
import type { Project } from '../project.js'
import { labelled, labelOf } from './labels.js'
import type { ImagetoolsRecord, Outcome } from './record.js'

/** What a record comes to without a bundler; null where it is a bundler's to answer. */
export async function outcomeInCore(
  pipeline: Pipeline,
  project: Project,
  { query }: ImagetoolsRecord,
): Promise<Outcome | null> {
  const { path, query: directives } = splitId(query)
  const id = `${project.path(`src/${decodePath(path)}`)}?${directives}`
  if (!pipeline.claims(id)) return null
  try {
    const planned = await pipeline.plan(id)
    const { value, assets } = await transformImport(pipeline, id, '/assets/')
    const labels = new Map(assets.map(asset => [asset.fileName, labelOf(asset.fileName, asset)]))
    const told = planned?.warnings.map(({ code }) => code) ?? []
    return { value: labelled(value, labels), ...(told.length === 0 ? {} : { told }) }
  } catch (error) {
    if (error instanceof LazyImageError) return { error: error.code }
    throw error
  }
}
