import type { HostFacts } from '../host-facts.js'
import { lackAll, NO_COMPONENTS, NO_PAGES, NO_PUBLIC, NO_STYLES, NOT_VITE } from './lacks.js'

/** With its plugins for aliases, packages and CommonJS. */
export const ROLLUP: HostFacts = {
  name: 'Rollup 4',
  requires: 'module',
  lacks: {
    ...NO_STYLES,
    ...NO_PAGES,
    ...NO_COMPONENTS,
    ...NO_PUBLIC,
    ...NOT_VITE,
    ...lackAll(['import with a variable', 'glob'], {
      because: 'it follows no path that is known only when the code runs',
      instead: 'import each picture',
    }),
    ...lackAll(['new URL', 'new URL with a variable', 'worker', 'service worker'], {
      because: 'it leaves `new URL()` as it is',
      instead: 'import the picture; for a worker, in the page, and post the URL',
    }),
    'tsconfig paths': { because: 'it does not read them', instead: 'the same as an alias' },
    'plain pictures': {
      because: 'it loads no pictures by itself',
      instead: 'a directive, or a plugin that copies files',
    },
  },
}
