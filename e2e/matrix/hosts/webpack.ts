import type { HostFacts } from '../host-facts.js'
import { NO_PUBLIC, NO_TEMPLATE_CODE, NOT_VITE } from './lacks.js'

/** With css-loader, mini-css-extract-plugin, html-webpack-plugin and html-loader. */
export const WEBPACK: HostFacts = {
  name: 'webpack 5',
  lacks: {
    ...NO_TEMPLATE_CODE,
    ...NO_PUBLIC,
    ...NOT_VITE,
    glob: {
      because: '`import.meta.glob` is Vite’s',
      instead: 'import(`./${name}.jpg?w=400`), which it reads as a pattern',
    },
  },
}
