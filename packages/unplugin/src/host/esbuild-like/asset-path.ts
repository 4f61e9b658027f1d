import { dirname, extname, join, parse, posix } from 'node:path'
import type { PlannedImage } from '@lazy-image/core/host'

/** Where a module is, for a bundler that takes the name of its file from that. */
export interface ModulePath {
  namespace: string
  path: string
}

/** What stands for itself neither in a URL, nor in a srcset or CSS: esbuild writes names as they are. */
const UNSAFE = /[\s"#%&'()*,:;<>?[\\\]^`{|}]+/g

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
  const name = image.fileName.replaceAll(UNSAFE, '_')
  const named = template?.includes('[hash]') === false ? insertKey(name, key) : name
  if (!template?.includes('[dir]')) return { namespace, path: posix.join(key, named) }
  return { namespace: 'file', path: join(dirname(file), insertKey(name, key)) }
}

function insertKey(fileName: string, key: string): string {
  const { name } = parse(fileName)
  return `${name}-${key.slice(0, KEY_DIGITS)}${extname(fileName)}`
}
