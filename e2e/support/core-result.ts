import { type Pipeline, transformImport } from '@lazy-image/core'
import { contentName, withContents } from './contents.js'

/** What the core alone makes of an import, with the names of contents in place of URLs. */
export async function coreResult(pipeline: Pipeline, id: string): Promise<{ value: unknown; images: string[] }> {
  const { value, assets } = await transformImport(pipeline, id)
  const names = new Map(assets.map(({ fileName, data }) => [fileName, contentName(fileName, data)]))
  return { value: withContents(value, names), images: [...new Set(names.values())] }
}
