import lazyImage from '@lazy-image/unplugin/vite'

export type {
  BatchReport,
  CacheOptions,
  Limits,
  Logger,
  Options,
  PagesApi,
  VitePlugin,
  WrittenPages,
} from '@lazy-image/unplugin/vite'
export * from './imagetools/exports.js'
export default lazyImage
