import type { HostFacts } from '../host-facts.js'
import { WEBPACK } from './webpack.js'

/** With css-loader, its own plugin that extracts styles, html-webpack-plugin and html-loader. */
export const RSPACK: HostFacts = { ...WEBPACK, name: 'Rspack 2' }
