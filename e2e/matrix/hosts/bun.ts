import type { HostFacts } from '../host-facts.js'
import { lackAll, NO_COMPONENTS, NO_PUBLIC, NO_TEMPLATE_CODE, NOT_VITE, ONE_URL } from './lacks.js'

export const BUN: HostFacts = {
  name: 'Bun 1.4',
  requires: 'module',
  inlinesInStyles: true,
  lacks: {
    ...NO_COMPONENTS,
    ...NO_PUBLIC,
    ...NOT_VITE,
    ...NO_TEMPLATE_CODE,
    ...lackAll(['import with a variable', 'glob'], {
      because: 'it follows no path that is known only when the code runs',
      instead: 'import each picture',
    }),
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
    ...lackAll(['html styles', 'html scripts', 'html manifests'], {
      because: 'it leaves styles and modules in a page as they are written',
      instead: 'write them in files of their own',
    }),
    alias: { because: 'its bundler has none', instead: '`paths` of tsconfig.json, which are as good' },
  },
  exceptions: {
    'css-module': {
      because: 'its bundler breaks `import * as` of a CSS module',
      instead: 'import the default export',
    },
  },
}
