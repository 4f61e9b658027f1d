export type {
  BatchReport,
  CacheOptions,
  CustomOutput,
  ImageFacts,
  Limits,
  Logger,
  Options,
  OutputExtras,
  OutputImage,
  PlaceholderName,
} from '@lazy-image/core'
export { LazyImageError } from '@lazy-image/core'
export { didYouMean } from '@lazy-image/core/host'
export { unplugin } from './factory.js'
