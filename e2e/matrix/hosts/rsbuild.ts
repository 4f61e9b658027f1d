import type { HostFacts } from '../host-facts.js'
import { lackAll, NO_PAGES, NO_PUBLIC, NOT_VITE } from './lacks.js'
import { BARE_IMPORT, NO_GLOB, NO_PUG, NO_URL_PATTERN } from './webpack.js'

/** With its plugins for Sass, Less and Vue. */
export const RSBUILD: HostFacts = {
  name: 'Rsbuild 2',
  requires: 'value',
  lacks: {
    ...NO_PAGES,
    ...NO_PUBLIC,
    ...NOT_VITE,
    ...NO_PUG,
    glob: NO_GLOB,
    'new URL with a variable': NO_URL_PATTERN,
    ...lackAll(['stylus', 'svelte'], {
      because: 'its plugin for it is not tested',
      instead: 'CSS, or a module of JavaScript',
    }),
  },
  exceptions: { 'import-bare': BARE_IMPORT },
}
