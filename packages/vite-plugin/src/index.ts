import lazyImage from '@lazy-image/unplugin/vite'

export type { BatchReport, CacheOptions, Limits, Logger, Options } from '@lazy-image/unplugin'
export type { PagesApi, WrittenPages } from '@lazy-image/unplugin/vite'
export * from './imagetools/exports.js'
export default lazyImage
