import type { HostFacts } from '../host-facts.js'
import { lackAll, NO_COMPONENTS, NO_PAGES, NO_PUBLIC, NOT_VITE, ONE_URL } from './lacks.js'

export const ESBUILD: HostFacts = {
  name: 'esbuild',
  requires: 'module',
  lacks: {
    ...NO_PAGES,
    ...NO_COMPONENTS,
    ...NO_PUBLIC,
    ...NOT_VITE,
    'import with a variable': {
      because: 'it looks for files by the pattern as it is written, with the query in it',
      instead: 'import each picture',
    },
    glob: { because: '`import.meta.glob` is Vite’s', instead: 'import each picture' },
    ...lackAll(['new URL', 'new URL with a variable', 'worker', 'service worker'], {
      because: 'it leaves `new URL()` as it is',
      instead: 'import the picture; for a worker, in the page, and post the URL',
    }),
    'css pictures': ONE_URL,
    'inline css': { because: '`?inline` is Vite’s', instead: 'write the styles in a file of their own' },
    ...lackAll(['sass', 'less', 'stylus', 'postcss'], {
      because: 'it reads plain CSS, and its plugins for other languages are not tested',
      instead: 'write url() in CSS',
    }),
  },
  exceptions: {
    'css-image-set-text': {
      because: 'it follows `url()` alone in `image-set()`; a text there fails the build',
      instead: 'write `url("…")` around the text',
    },
  },
}
