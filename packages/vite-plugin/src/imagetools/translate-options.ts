import { resolve } from 'node:path'
import type { Options } from '@lazy-image/unplugin/vite'
import { didYouMean, IMAGETOOLS_PATTERNS, LazyImageError } from '@lazy-image/unplugin/vite'
import { defaultsOf } from './default-directives.js'
import { invalidOption } from './invalid-option.js'
import type { CacheOptions, Exclude, Include, ResolveConfigs, VitePluginOptions } from './options.js'
import { extendedFormats, ownShapes } from './output-formats.js'
import type { OutputFormat } from './processed-image.js'

const OPTION_NAMES = [
  'include',
  'exclude',
  'defaultDirectives',
  'extendOutputFormats',
  'extendTransforms',
  'resolveConfigs',
  'removeMetadata',
  'namedExports',
  'cache',
] as const satisfies readonly (keyof VitePluginOptions)[]

const CACHE_NAMES = ['enabled', 'dir', 'retention'] as const satisfies readonly (keyof CacheOptions)[]

/** What of the options says which images are meant, by the rules of Vite's plugins. */
export interface Patterns {
  include: Include
  exclude: Exclude
}

/**
 * Options of vite-imagetools 12 as options of lazy-image, beside the patterns.
 *
 * @throws {LazyImageError} `OPTION_INVALID` for an unknown option, a bad value, and what cannot be carried over.
 */
export function translateOptions(options: Partial<VitePluginOptions>): { options: Options; patterns: Patterns } {
  if (typeof options !== 'object' || options === null) throw invalidOption('(all)', 'an object', options)
  refuseUnknown(options, '', OPTION_NAMES)
  if (options.extendTransforms !== undefined) throw noTransforms()
  const { include = IMAGETOOLS_PATTERNS.include, exclude = IMAGETOOLS_PATTERNS.exclude } = options
  const { resolveConfigs, namedExports } = options
  checkPattern(include, 'include')
  checkPattern(exclude, 'exclude')
  optionalOf('function', resolveConfigs, 'resolveConfigs')
  optionalOf('function', options.extendOutputFormats, 'extendOutputFormats')
  optionalOf('boolean', options.removeMetadata, 'removeMetadata')
  optionalOf('boolean', namedExports, 'namedExports')
  const formats = extendedFormats(options.extendOutputFormats)
  const defaults = defaultsOf(options.defaultDirectives, options.removeMetadata ?? true)
  const cache = cacheOf(options.cache)
  const translated: Options = {
    strict: 'compat',
    outputs: ownShapes(formats),
    ...(defaults === undefined ? {} : { defaults }),
    ...(cache === undefined ? {} : { cache }),
    ...(namedExports === undefined ? {} : { namedExports }),
    ...(resolveConfigs === undefined ? {} : { combine: combinerOf(resolveConfigs, formats) }),
  }
  return { options: translated, patterns: { include, exclude } }
}

function combinerOf(
  resolveConfigs: ResolveConfigs,
  formats: Record<string, OutputFormat>,
): NonNullable<Options['combine']> {
  return lists =>
    resolveConfigs(
      lists.map(([key, values]) => [key, [...values]]),
      formats,
    )
}

function noTransforms(): LazyImageError {
  return new LazyImageError(
    'OPTION_INVALID',
    'Option extendTransforms of imagetools() cannot be carried over: its functions work on sharp objects, and lazy-image ' +
      'has none. Own directives that stand for others are defined by the option directives of lazyImage(), the default ' +
      'export of this package: directives: { hero: { expand: value => ({ w: value, format: "webp" }) } }',
  )
}

function cacheOf(cache: CacheOptions | undefined): Options['cache'] {
  if (cache === undefined) return undefined
  if (typeof cache !== 'object' || cache === null) throw invalidOption('cache', 'an object', cache)
  refuseUnknown(cache, 'cache.', CACHE_NAMES)
  const { enabled = true, dir, retention } = cache
  optionalOf('boolean', enabled, 'cache.enabled')
  optionalOf('string', dir, 'cache.dir')
  optionalOf('number', retention, 'cache.retention')
  if (retention !== undefined && !(retention >= 0)) throw invalidOption('cache.retention', 'seconds from 0', retention)
  if (!enabled) return false
  return {
    // vite-imagetools starts from where the command was given, and not from Vite's root.
    ...(dir === undefined ? {} : { dir: resolve(dir) }),
    ...(retention === undefined || retention === Number.POSITIVE_INFINITY ? {} : { retention: Math.ceil(retention) }),
  }
}

function optionalOf(type: 'boolean' | 'function' | 'number' | 'string', value: unknown, option: string): void {
  if (value !== undefined && typeof value !== type) throw invalidOption(option, `a ${type}`, value)
}

function checkPattern(pattern: unknown, option: string): void {
  const items: readonly unknown[] = Array.isArray(pattern) ? pattern : [pattern]
  if (items.every(item => typeof item === 'string' || item instanceof RegExp)) return
  throw invalidOption(option, 'a glob pattern, a regular expression or a list of these', pattern)
}

function refuseUnknown(object: object, prefix: string, known: readonly string[]): void {
  for (const key of Object.keys(object)) {
    if (known.includes(key)) continue
    throw new LazyImageError(
      'OPTION_INVALID',
      `Unknown option ${prefix}${key} of imagetools(); known here: ${known.map(name => prefix + name).join(', ')}${didYouMean(key, known)}`,
    )
  }
}
