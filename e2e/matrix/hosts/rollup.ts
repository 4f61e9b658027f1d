import type { HostFacts, Lack } from '../host-facts.js'
import { NO_COMPONENTS, NO_CSS, NO_HTML } from './lacks.js'

const NO_GLOB: Lack = { because: 'import.meta.glob is Vite’s', instead: 'import each picture' }
const NO_URL: Lack = { because: 'it leaves new URL() as it is', instead: 'import the picture' }

export const ROLLUP: HostFacts = {
  name: 'Rollup 4',
  lacks: {
    'import with a variable': { because: 'it leaves a path with a variable as it is', instead: 'import each picture' },
    glob: NO_GLOB,
    'new URL': NO_URL,
    'new URL with a variable': NO_URL,
    css: NO_CSS,
    'css modules': NO_CSS,
    'inline css': NO_CSS,
    sass: NO_CSS,
    less: NO_CSS,
    stylus: NO_CSS,
    postcss: NO_CSS,
    html: NO_HTML,
    'html styles': NO_HTML,
    'template code': NO_HTML,
    vue: NO_COMPONENTS,
    svelte: NO_COMPONENTS,
    worker: NO_URL,
    'worker suffix': { because: '?worker is Vite’s', instead: 'import the picture in the page and post it' },
    'service worker': NO_URL,
    public: { because: 'it copies no files', instead: 'import the picture' },
    suffixes: {
      because: 'the suffixes are Vite’s',
      instead: 'import the picture with directives, `inline` for a data URI',
    },
  },
}
