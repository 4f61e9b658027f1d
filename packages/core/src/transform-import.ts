import { parse } from 'node:path'
import type { CacheEntry } from './cache/cache-entry.js'
import { LazyImageError } from './errors.js'
import { mediaTypeOf } from './formats/encoding.js'
import { evaluate } from './module/evaluate.js'
import { madeOf } from './module/made-of.js'
import { readOff } from './module/reading.js'
import { imagesByUrl, imagesReadOff, type PlainValue } from './module/value.js'
import { absoluteId, type Pipeline } from './pipeline.js'
import type { PlannedImage } from './plan/plan.js'

/** A file that an import's value refers to. */
export interface ImportedAsset {
  /** Unique by content, such as `hero-1f0c9a2b.webp`. */
  fileName: string
  mediaType: string
  width: number
  height: number
  data: Uint8Array
}

export interface ImportResult {
  /** What the import evaluates to; URLs are the assets' file names behind `base`. */
  value: PlainValue
  assets: ImportedAsset[]
}

/**
 * Does what a bundler does with one image import, without a bundler.
 *
 * @param id a path, relative to the pipeline's root or absolute, with its query.
 * @param base what URLs start with.
 * @throws {LazyImageError} for a bad directive and for the first output that cannot be made.
 */
export async function transformImport(pipeline: Pipeline, id: string, base = '/'): Promise<ImportResult> {
  const absolute = absoluteId(id, pipeline.options.root)
  const planned = pipeline.claims(absolute) ? await pipeline.plan(absolute) : null
  if (planned === null) {
    throw new LazyImageError('DIRECTIVE_INVALID', `${id} is no image request: it names no image, or no directive`)
  }
  const { value } = planned
  const byUrl = [...imagesByUrl(value)]
  const needed = new Set([...byUrl, ...imagesReadOff(value)])
  const outcomes = await pipeline.render([...needed].map(image => pipeline.recipeOf(image)))
  const entryOf = (image: PlannedImage): CacheEntry => {
    const outcome = outcomes.get(pipeline.recipeOf(image).key)
    if (outcome === undefined || outcome instanceof LazyImageError) {
      throw outcome ?? new LazyImageError('ENGINE_FAILURE', `No result for ${image.fileName}`)
    }
    return outcome
  }
  const nameOf = (image: PlannedImage) => {
    const { name, ext } = parse(image.fileName)
    return `${name}-${pipeline.recipeOf(image).key.slice(0, 8)}${ext}`
  }
  return {
    value: evaluate(value, {
      url: image => base + encodeURIComponent(nameOf(image)),
      read: (image, reading) => readOff(madeOf(image, entryOf(image)), reading),
    }),
    assets: byUrl.map(image => {
      const { width, height, data } = entryOf(image)
      const mediaType = mediaTypeOf(image.variant.encoding.format)
      return { fileName: nameOf(image), mediaType, width, height, data }
    }),
  }
}
