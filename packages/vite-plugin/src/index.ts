import lazyImage from '@lazy-image/unplugin/vite'

export type { BatchReport, CacheOptions, Limits, Logger, Options } from '@lazy-image/unplugin'
export { imagetools } from './imagetools/imagetools.js'
export default lazyImage
