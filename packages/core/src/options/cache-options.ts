import { resolve } from 'node:path'
import { findCacheFolder } from './find-cache-folder.js'
import { invalidOption, isObject, oneOf, optionalInteger, optionalString, refuseUnknown } from './option-checks.js'
import { optionalSize } from './size.js'

/** What a build may do with its cache: use and fill it, use what is there, or neither. */
export type CacheMode = 'readwrite' | 'read' | 'off'

/** What a user may say of the cache. */
export interface CacheOptions {
  /** Folder of the cache, relative to the root. Default: `node_modules/.cache/lazy-image` of the nearest package. */
  dir?: string
  /**
   * What the folder may hold: bytes, or a text such as `'2GB'` or `'512 MiB'`. Above it, a build deletes what has not been used
   * for longest, and nothing that any running build uses. Default: 10 GB.
   */
  maxSize?: number | string
  /** Seconds after which a build deletes what no build has used. Default: nothing is too old. */
  retention?: number
  /** Default `readwrite`. `read` changes nothing in the folder; `off` is the same as `cache: false`. */
  mode?: CacheMode
}

/** The cache with everything decided. */
export interface ResolvedCache {
  /** Absolute. */
  folder: string
  /** Bytes. */
  maxBytes: number
  /** Milliseconds; null where nothing is too old. */
  retentionMs: number | null
  mode: Exclude<CacheMode, 'off'>
}

const NAMES = ['dir', 'maxSize', 'retention', 'mode'] as const satisfies readonly (keyof CacheOptions)[]

const MODES: readonly CacheMode[] = ['readwrite', 'read', 'off']

const DEFAULT_MAX_BYTES = 10_000_000_000

/**
 * @param root absolute.
 * @returns null for no cache.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function resolveCache(cache: CacheOptions | false | undefined, root: string): ResolvedCache | null {
  if (cache === false) return null
  if (cache !== undefined && !isObject(cache)) {
    throw invalidOption('cache', 'false or an object such as { dir: "…" }', cache)
  }
  const { dir, maxSize, retention, mode }: CacheOptions = cache ?? {}
  refuseUnknown(cache ?? {}, 'cache.', NAMES)
  const folder = optionalString(dir, 'cache.dir')
  const seconds = optionalInteger(retention, 'cache.retention', 0, Number.MAX_SAFE_INTEGER)
  const resolved = {
    folder: folder === undefined ? findCacheFolder(root) : resolve(root, folder),
    maxBytes: optionalSize(maxSize, 'cache.maxSize') ?? DEFAULT_MAX_BYTES,
    retentionMs: seconds === undefined ? null : seconds * 1000,
    mode: oneOf(mode, 'cache.mode', MODES) ?? 'readwrite',
  }
  return resolved.mode === 'off' ? null : { ...resolved, mode: resolved.mode }
}
