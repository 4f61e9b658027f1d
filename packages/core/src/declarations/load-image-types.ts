import type { Pipeline } from '../pipeline.js'
import type { ImageTypes } from './image-types.js'
import { loadProjectSearch } from './load-project-search.js'

/** The declarations of a pipeline's project. Loaded when they are asked for: most builds have no use for a lexer. */
export async function loadImageTypes(pipeline: Pipeline): Promise<ImageTypes> {
  const { ImageTypes } = await loadProjectSearch()
  return new ImageTypes(pipeline)
}
