import type { HostFacts } from '../host-facts.js'
import { lackAll, NO_COMPONENTS, NO_PAGES, NO_PUBLIC, NOT_VITE } from './lacks.js'

export const FARM: HostFacts = {
  name: 'Farm 1.7',
  requires: 'module',
  lacks: {
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
    'tsconfig paths': { because: 'it does not read them', instead: 'an alias' },
    jsx: {
      because: 'it compiles JSX with its own plugin for React, which is not tested',
      instead: 'import the picture in a module',
    },
    ...NO_PAGES,
    'css pictures': {
      because: '`url()` takes one URL',
      instead: 'write `image-set()` with a `url()` for each picture',
    },
    'inline css': { because: '`?inline` is Vite’s', instead: 'write the styles in a file of their own' },
    ...lackAll(['sass', 'less', 'stylus', 'postcss'], {
      because: 'its plugins for them are not tested',
      instead: 'write url() in CSS',
    }),
  },
  exceptions: {
    'css-variable': { because: 'it follows no `url()` in a custom property', instead: 'write it where it is used' },
    'css-image-set-text': {
      because: 'it follows `url()` alone in `image-set()`; a text there fails the build',
      instead: 'write `url("…")` around the text',
    },
    'css-inline': { because: '`url()` takes a file', instead: 'leave out `inline`' },
  },
}
