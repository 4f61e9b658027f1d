export type { Options, OutputFormat, OutputOptions, ResizeOptions } from '@lazy-image/core'
export { engineInfo, ImageEngine, LazyImageError, Pipeline, silentLogger } from '@lazy-image/core'
