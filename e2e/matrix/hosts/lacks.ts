import type { Lack } from '../host-facts.js'

// What several hosts lack in the same way.

export const NO_TEMPLATE_CODE: Lack = {
  because: 'its pages are plain HTML',
  instead: 'write the request into `src`, `srcset` or `href`',
}

export const NO_CSS: Lack = {
  because: 'it bundles JavaScript alone',
  instead: 'import the picture in JavaScript and set a custom property, or bundle styles with another tool',
}

export const NO_HTML: Lack = {
  because: 'it does not read pages',
  instead: 'import the picture in JavaScript, `as=html` for markup',
}

export const NO_COMPONENTS: Lack = {
  because: 'it compiles no components by itself, and its plugins for them are not tested',
  instead: 'import the picture in a module',
}
