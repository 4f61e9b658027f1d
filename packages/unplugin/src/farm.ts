import { unplugin } from './factory.js'

export type { Options } from '@lazy-image/core'
export default unplugin.farm
