export type { BatchReport, CacheOptions, Limits, Logger, Options } from '@lazy-image/core'
export { unplugin } from './factory.js'
