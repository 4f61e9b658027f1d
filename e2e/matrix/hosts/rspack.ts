import type { HostFacts } from '../host-facts.js'
import { WEBPACK } from './webpack.js'

/** With CSS of its own, html-webpack-plugin and html-loader. */
export const RSPACK: HostFacts = {
  name: 'Rspack 2',
  lacks: {
    ...WEBPACK.lacks,
    'inline css': { because: '`?inline` is css-loader’s and Vite’s', instead: 'import the styles' },
  },
  exceptions: { ...WEBPACK.exceptions },
}
