import { resolve } from 'node:path'
import { findCacheFolder } from './find-cache-folder.js'
import { invalidOption, isObject, oneOf, optionalInteger, optionalString, refuseUnknown } from './option-checks.js'
import type { RemoteOptions } from './remote-options.js'
import { optionalSize } from './size.js'

/** What a build may do with its cache: use and fill it, use what is there, or neither. */
export type CacheMode = 'readwrite' | 'read' | 'off'

/** What a user may say of the cache. */
export interface CacheOptions {
  /**
   * Folder of the cache, relative to the root. Default: `node_modules/.cache/lazy-image` of the nearest package, or what the
   * host that the build runs on keeps.
   */
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
  /**
   * A store that machines share: its address, or an object with that and more. `false` for none, whatever the environment says.
   * Default: what `LAZY_IMAGE_REMOTE_URL` names, if anything.
   */
  remote?: string | RemoteOptions | false
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
  /** The build host that keeps the folder only where a project says so, which none has said; else null. */
  forgottenBy: string | null
  /** As the user says it, null where nothing is said: it is read where the kinds of stores are known. */
  remote: string | RemoteOptions | false | null
}

const NAMES = ['dir', 'maxSize', 'retention', 'mode', 'remote'] as const satisfies readonly (keyof CacheOptions)[]

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
  const { dir, maxSize, retention, mode, remote }: CacheOptions = cache ?? {}
  refuseUnknown(cache ?? {}, 'cache.', NAMES)
  const folder = optionalString(dir, 'cache.dir')
  const seconds = optionalInteger(retention, 'cache.retention', 0, Number.MAX_SAFE_INTEGER)
  const found = folder === undefined ? findCacheFolder(root) : { folder: resolve(root, folder), forgottenBy: null }
  const hasRemote = remote !== undefined && remote !== false
  const resolved = {
    folder: found.folder,
    forgottenBy: hasRemote ? null : found.forgottenBy,
    maxBytes: optionalSize(maxSize, 'cache.maxSize') ?? DEFAULT_MAX_BYTES,
    retentionMs: seconds === undefined ? null : seconds * 1000,
    mode: oneOf(mode, 'cache.mode', MODES) ?? 'readwrite',
    remote: remote ?? null,
  }
  return resolved.mode === 'off' ? null : { ...resolved, mode: resolved.mode }
}
