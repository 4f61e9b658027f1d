import type { HostFacts, Lack } from '../host-facts.js'
import { NO_TEMPLATE_CODE } from './lacks.js'

const NO_GLOB: Lack = {
  because: 'import.meta.glob is Vite’s',
  instead: 'import(`./${name}.jpg?w=400`), which it reads as a pattern',
}

/** With css-loader, mini-css-extract-plugin, html-webpack-plugin and html-loader. */
export const WEBPACK: HostFacts = {
  name: 'webpack 5',
  lacks: {
    glob: NO_GLOB,
    'template code': NO_TEMPLATE_CODE,
    'worker suffix': { because: '?worker is Vite’s', instead: 'new Worker(new URL(…, import.meta.url))' },
    suffixes: {
      because: 'the suffixes are Vite’s',
      instead: 'import the picture with directives, `inline` for a data URI',
    },
  },
}
