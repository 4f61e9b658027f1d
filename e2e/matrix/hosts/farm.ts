import type { HostFacts } from '../host-facts.js'
import { lackAll, NO_COMPONENTS, NO_PUBLIC, NO_TEMPLATE_CODE, NOT_VITE } from './lacks.js'

export const FARM: HostFacts = {
  name: 'Farm 1.7',
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
    ...lackAll(['html', 'html pictures', 'html styles', 'html scripts'], {
      because: 'it follows scripts and stylesheets of a page alone',
      instead: 'import the picture in JavaScript; `as=html` gives markup',
    }),
    'inline css': { because: '`?inline` is Vite’s', instead: 'write the styles in a file of their own' },
    ...lackAll(['sass', 'less', 'stylus', 'postcss'], {
      because: 'its plugins for them are not tested',
      instead: 'write url() in CSS',
    }),
  },
}
