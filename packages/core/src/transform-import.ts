import { parse } from 'node:path'
import { importAtOnce } from './at-once.js'
import { LazyImageError } from './errors.js'
import { mediaTypeOf } from './formats/traits.js'
import type { PlainValue } from './module/value.js'
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
  const made = pipeline.claims(absolute) ? await importAtOnce(pipeline, absolute, { files: true }) : null
  if (made === null) {
    throw new LazyImageError('DIRECTIVE_INVALID', `${id} is no image request: it names no image, or no directive`)
  }
  const { module, outcomes } = made
  return {
    value: made.values(image => base + encodeURIComponent(nameAsset(image))),
    assets: module.files.map(image => {
      const { width, height, data } = outcomes.of(image.recipe)
      const mediaType = mediaTypeOf(image.variant.encoding.format)
      return { fileName: nameAsset(image), mediaType, width, height, data }
    }),
  }
}

function nameAsset({ fileName, recipe }: PlannedImage): string {
  const { name, ext } = parse(fileName)
  return `${name}-${recipe.key.slice(0, 8)}${ext}`
}
