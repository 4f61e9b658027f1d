import { posix } from 'node:path'
import { recipeInStub } from '@lazy-image/core/host'

/** What Rollup and Rolldown tell of an asset that they are about to name. */
export interface AssetToName {
  source: string | Uint8Array
}

/** A user's template for the names of assets. */
export type AssetNames<Info extends AssetToName> = string | ((info: Info) => string)

/** Enough of a key to tell the outputs of one project apart. */
const KEY_DIGITS = 8

/**
 * A template for asset names that tells images apart: without a hash, a bundler would count the outputs of a picture in
 * the order in which they come, which is another in every build. Where there is none, the name gets a part of the key.
 *
 * @returns null where the template is as good as it is.
 */
export function tellImagesApart<Info extends AssetToName>(
  template: AssetNames<Info> | undefined,
): ((info: Info) => string) | null {
  if (template === undefined || (typeof template === 'string' && holdsHash(template))) return null
  return info => {
    const name = typeof template === 'string' ? template : template(info)
    const key = recipeInStub(info.source)?.key
    return key === undefined || holdsHash(name) ? name : insertKey(name, key)
  }
}

function holdsHash(template: string): boolean {
  return template.includes('[hash')
}

/** `[name][extname]` as `[name]-1f0c9a2b[extname]`; a name that is all plain text as well. */
function insertKey(template: string, key: string): string {
  const part = `-${key.slice(0, KEY_DIGITS)}`
  if (template.includes('[name]')) return template.replace('[name]', () => `[name]${part}`)
  const { dir, name, ext } = posix.parse(template)
  return posix.join(dir, `${name}${part}${ext}`)
}
