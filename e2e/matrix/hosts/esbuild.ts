import type { HostFacts, Lack } from '../host-facts.js'
import { NO_COMPONENTS, NO_HTML } from './lacks.js'

const NO_URL: Lack = { because: 'it leaves new URL() as it is', instead: 'import the picture' }
const NO_COMPILER: Lack = {
  because: 'it reads plain CSS, and its plugins for other languages are not tested',
  instead: 'write url() in CSS',
}

export const ESBUILD: HostFacts = {
  name: 'esbuild',
  lacks: {
    'import with a variable': {
      because: 'it looks for files by the pattern as it is written, with the query in it',
      instead: 'import each picture',
    },
    glob: { because: 'import.meta.glob is Vite’s', instead: 'import each picture' },
    'new URL': NO_URL,
    'new URL with a variable': NO_URL,
    'inline css': { because: '?inline is Vite’s', instead: 'write the styles in a file of their own' },
    sass: NO_COMPILER,
    less: NO_COMPILER,
    stylus: NO_COMPILER,
    postcss: NO_COMPILER,
    html: NO_HTML,
    'html styles': NO_HTML,
    'template code': NO_HTML,
    vue: NO_COMPONENTS,
    svelte: NO_COMPONENTS,
    worker: NO_URL,
    'worker suffix': { because: '?worker is Vite’s', instead: 'make the worker an entry point of its own' },
    'service worker': NO_URL,
    public: { because: 'it copies no files', instead: 'import the picture' },
    suffixes: {
      because: 'the suffixes are Vite’s',
      instead: 'import the picture with directives, `inline` for a data URI',
    },
  },
}
