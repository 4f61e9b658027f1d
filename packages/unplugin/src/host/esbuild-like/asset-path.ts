import { dirname, extname, join, parse, posix } from 'node:path'
import type { PlannedImage } from '@lazy-image/core/host'
import { nameForUrl } from '../../images/name-for-url.js'

/** Where a module is, for a bundler that takes the name of its file from that. */
export interface ModulePath {
  namespace: string
  path: string
}

/** Enough of a key to tell the outputs of one project apart. */
const KEY_DIGITS = 8

/**
 * Where the module of an output is. Equal outputs have one. A template without a hash would give outputs of a picture one
 * name: where there is none, the name gets a part of the key. Only files have a folder for `[dir]`, though none of such a
 * name has to be there.
 *
 * @param template for the names of assets; undefined for the bundler's own, which has a hash.
 */
export function placeAsset(image: PlannedImage, template: string | undefined, namespace: string): ModulePath {
  const { key, file } = image.recipe
  const name = nameForUrl(image.fileName)
  const named = template?.includes('[hash]') === false ? insertKey(name, key) : name
  if (!template?.includes('[dir]')) return { namespace, path: posix.join(key, named) }
  return { namespace: 'file', path: join(dirname(file), insertKey(name, key)) }
}

function insertKey(fileName: string, key: string): string {
  const { name } = parse(fileName)
  return `${name}-${key.slice(0, KEY_DIGITS)}${extname(fileName)}`
}
