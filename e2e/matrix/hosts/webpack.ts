import type { HostFacts, Lack } from '../host-facts.js'
import { lackAll, NO_COMPONENTS, NO_PUBLIC, NO_TEMPLATE_CODE, NOT_VITE } from './lacks.js'

export const NO_GLOB: Lack = {
  because: '`import.meta.glob` is Vite’s',
  instead: 'import(`./${name}.jpg?w=400`), which it reads as a pattern',
}

export const NO_URL_PATTERN: Lack = {
  because: 'its patterns of `new URL()` find no files by a path with a query, whatever plugin there is',
  instead: 'import(`./${name}.jpg?w=400`)',
}

export const BARE_IMPORT: Lack = {
  because: 'it writes what a bare import names, though nothing uses it, as it does with any file',
  instead: 'leave the import out',
}

/** Of vue-loader. */
export const NO_PUG: HostFacts['lacks'] = {
  pug: {
    because: 'it takes pug-plain-loader, which is not among these',
    instead: 'the loader, or the template in HTML',
  },
}

const lacks: HostFacts['lacks'] = {
  ...NO_PUBLIC,
  ...NOT_VITE,
  glob: NO_GLOB,
  'new URL with a variable': NO_URL_PATTERN,
}

const exceptions: HostFacts['exceptions'] = {
  'import-bare': BARE_IMPORT,
  'sass-partial-elsewhere': {
    because: 'sass-loader leaves `url()` as it is, so that css-loader reads it from where the first file lies',
    instead: 'write the path from there, or use resolve-url-loader',
  },
}

/** With css-loader, mini-css-extract-plugin, html-webpack-plugin and html-loader. */
export const WEBPACK: HostFacts = {
  name: 'webpack 5',
  requires: 'value',
  lacks: {
    ...lacks,
    ...NO_TEMPLATE_CODE,
    ...NO_PUG,
    ...lackAll(['html styles', 'html scripts', 'html data', 'html manifests'], {
      because: 'html-loader does not look into styles, scripts and manifests of a page',
      instead: 'write them in a file of their own, which the page’s entry imports',
    }),
  },
  exceptions: {
    ...exceptions,
    'html-img-inline': {
      because: 'html-loader puts the URL of a file into the place',
      instead: 'the picture as a file, or `<%= require("./a.jpg?…&inline") %>` in a template of html-webpack-plugin',
    },
    'html-img-root': {
      because: 'html-loader leaves paths that begin with `/` alone',
      instead: 'write a relative path',
    },
  },
}

/** With CSS of its own (`experiments.css`) and a template of html-webpack-plugin that is code. */
export const WEBPACK_NATIVE: HostFacts = {
  name: 'webpack 5 (native CSS)',
  requires: 'value',
  lacks: {
    ...lacks,
    ...NO_COMPONENTS,
    ...lackAll(['html', 'html pictures', 'html data', 'html manifests', 'html scripts', 'html styles'], {
      because: 'templates of html-webpack-plugin are code, where no loader reads attributes',
      instead: '`<%= require("./a.jpg?w=400") %>`',
    }),
    'inline css': { because: '`?inline` is css-loader’s and Vite’s', instead: 'import the styles' },
  },
  exceptions,
}
