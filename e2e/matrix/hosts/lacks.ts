import type { Feature } from '../feature.js'
import type { Lack } from '../host-facts.js'

// What several hosts lack in the same way.

type Lacks = Partial<Record<Feature, Lack>>

/** The same of several features. */
export function lackAll(features: readonly Feature[], lack: Lack): Lacks {
  return Object.fromEntries(features.map(feature => [feature, lack]))
}

export const NO_STYLES: Lacks = lackAll(
  ['css', 'css pictures', 'css modules', 'inline css', 'sass', 'less', 'stylus', 'postcss'],
  {
    because: 'it bundles JavaScript alone',
    instead: 'import the picture in JavaScript and set a custom property, or bundle styles with another tool',
  },
)

export const NO_PAGES: Lacks = lackAll(
  ['html', 'html pictures', 'html data', 'html manifests', 'html scripts', 'html styles', 'template code'],
  {
    because: 'it does not read pages',
    instead: 'import the picture in JavaScript; `as=html` gives markup',
  },
)

export const NO_TEMPLATE_CODE: Lacks = {
  'template code': {
    because: 'its pages are plain HTML',
    instead: 'write the request into `src`, `srcset` or `href`',
  },
}

export const NO_COMPONENTS: Lacks = lackAll(['vue', 'vue pictures', 'pug', 'svelte'], {
  because: 'it compiles no components by itself, and its plugins for them are not tested',
  instead: 'import the picture in a module of JavaScript',
})

export const NO_PUBLIC: Lacks = {
  public: {
    because: 'it has no folder of public files',
    instead: 'refer to the picture where it lies, by a relative path',
  },
}

/** What only Vite has. */
export const NOT_VITE: Lacks = {
  'worker suffix': { because: '`?worker` is Vite’s', instead: '`new Worker(new URL(…, import.meta.url))`' },
  suffixes: {
    because: 'these suffixes are Vite’s',
    instead: 'import the picture with directives, among them `inline` for a data URI',
  },
}

/** Where the bundler writes `url()` itself. */
export const ONE_URL: Lack = {
  because: 'it puts the URL of one file into `url()`',
  instead: 'write one request for each output, in `image-set()`',
}
