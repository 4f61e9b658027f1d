import { posix } from 'node:path'
import { plannedSize, recipeInStub, splitId } from '@lazy-image/core/host'
import { fillPlaceholders, type NameParts } from './name-placeholders.js'

/** What Rollup and Rolldown tell of an asset that they are about to name. */
export interface AssetToName {
  source: string | Uint8Array
  /** Where it comes from, with the query of one output. */
  originalFileNames?: readonly string[]
}

/** A user's template for the names of assets. */
export type AssetNames<Info extends AssetToName> = string | ((info: Info) => string)

/** Of the file of no image. */
const NO_PARTS: NameParts = { width: undefined, height: undefined, query: undefined }

/** Enough of a key to tell the outputs of one project apart. */
const KEY_DIGITS = 8

/**
 * A template for asset names that knows images: it fills in `[width]`, `[height]` and `[query]`, which stand for nothing
 * in the names of other files, and tells images apart. Without a hash, a bundler would count the outputs of a picture in
 * the order in which they come, which is another in every build; where the template does not tell them apart by itself,
 * the name gets a part of the key.
 *
 * @returns null where the template is as good as it is.
 */
export function tellImagesApart<Info extends AssetToName>(
  template: AssetNames<Info> | undefined,
): ((info: Info) => string) | null {
  if (template === undefined) return null
  const isPlain = typeof template === 'string' && fillPlaceholders(template, NO_PARTS) === template
  if (isPlain && holdsHash(template)) return null
  return info => {
    const written = typeof template === 'string' ? template : template(info)
    const recipe = recipeInStub(info.source)
    if (recipe === undefined) return fillPlaceholders(written, NO_PARTS)
    const size = plannedSize(recipe.variant)
    const { query } = splitId(info.originalFileNames?.[0] ?? '')
    const name = fillPlaceholders(written, {
      width: size?.width,
      height: size?.height,
      query: cleanQuery(query) || undefined,
    })
    return holdsHash(name) || name !== written ? name : insertKey(name, recipe.key)
  }
}

function holdsHash(template: string): boolean {
  return template.includes('[hash')
}

/** `w=400&format=webp` as `w-400_format-webp`. */
function cleanQuery(query: string): string {
  return query.replaceAll('&', '_').replaceAll(/[^\w.-]+/g, '-')
}

/** `[name][extname]` as `[name]-1f0c9a2b[extname]`; a name that is all plain text as well. */
function insertKey(template: string, key: string): string {
  const part = `-${key.slice(0, KEY_DIGITS)}`
  if (template.includes('[name]')) return template.replace('[name]', () => `[name]${part}`)
  const { dir, name, ext } = posix.parse(template)
  return posix.join(dir, `${name}${part}${ext}`)
}
