export type {
  BatchReport,
  CacheOptions,
  CustomOutput,
  ImageFacts,
  Limits,
  Logger,
  Options,
  OutputImage,
} from '@lazy-image/core'
export { didYouMean, LazyImageError } from '@lazy-image/core'
export { unplugin } from './factory.js'
