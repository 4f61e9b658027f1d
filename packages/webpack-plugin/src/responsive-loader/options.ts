import { invalidOption, refuseUnknown } from '../invalid-option.js'

/** Options of responsive-loader 3, which a query may say otherwise. */
export interface ResponsiveLoaderOptions {
  /** Which files are images for it, as the `test` of its rule. Default: JPEG, PNG, WebP, AVIF. */
  test?: RegExp
  /** Widths in pixels; no image is enlarged. Default: the source's own. */
  sizes?: readonly (number | string)[]
  size?: number | string
  /** The narrowest of `steps` widths up to `max`. */
  min?: number | string
  max?: number | string
  /** Default 4. */
  steps?: number | string
  /** 1–100, of JPEG, WebP and AVIF. Default 85. */
  quality?: number | string
  /** Default: the source's own. */
  format?: string
  /** Whether the object has a tiny picture as a data URI. */
  placeholder?: boolean
  /** CSS colour behind what is transparent. */
  background?: string
  progressive?: boolean
  /** Degrees clockwise. */
  rotate?: number | string
  /** Template for file names, as `[hash]-[width].[ext]`. */
  name?: string
  outputPath?: string
  publicPath?: string
  emitFile?: boolean
  /** Taken, and without effect: how images are made and kept is lazy-image's. */
  adapter?: unknown
  placeholderSize?: number | string
  context?: string
  disable?: boolean
  esModule?: boolean
  cacheDirectory?: boolean | string
  cacheCompression?: boolean
  cacheIdentifier?: string
}

/** Keys that queries and options share. */
export const KEYS = [
  ...([
    'sizes',
    'size',
    'min',
    'max',
    'steps',
    'quality',
    'format',
    'placeholder',
    'background',
    'progressive',
  ] as const),
  ...(['rotate', 'name', 'outputPath', 'publicPath', 'emitFile', 'adapter', 'placeholderSize', 'context'] as const),
  ...(['disable', 'esModule', 'cacheDirectory', 'cacheCompression', 'cacheIdentifier'] as const),
] as const satisfies readonly (keyof ResponsiveLoaderOptions)[]

/** @throws {LazyImageError} `OPTION_INVALID`. */
export function checkOptions(options: ResponsiveLoaderOptions): void {
  refuseUnknown('ResponsiveLoaderPlugin', options, ['test', ...KEYS])
  const { test, sizes } = options
  if (test !== undefined && !(test instanceof RegExp)) throw invalidOption('test', 'a regular expression', test)
  if (sizes !== undefined && !Array.isArray(sizes)) throw invalidOption('sizes', 'a list of widths in pixels', sizes)
}
