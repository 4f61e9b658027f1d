import type { HostFacts, Lack } from '../host-facts.js'
import { NO_COMPONENTS } from './lacks.js'

const NO_URL: Lack = { because: 'it leaves new URL() as it is', instead: 'import the picture' }
const NO_COMPILER: Lack = {
  because: 'it reads plain CSS, and its plugins for other languages are not tested',
  instead: 'write url() in CSS',
}

export const BUN: HostFacts = {
  name: 'Bun 1.4',
  lacks: {
    'import with a variable': { because: 'it leaves a path with a variable as it is', instead: 'import each picture' },
    glob: { because: 'import.meta.glob is Vite’s', instead: 'import each picture' },
    'new URL': NO_URL,
    'new URL with a variable': NO_URL,
    'inline css': { because: '?inline is Vite’s', instead: 'write the styles in a file of their own' },
    sass: NO_COMPILER,
    less: NO_COMPILER,
    stylus: NO_COMPILER,
    postcss: NO_COMPILER,
    'template code': { because: 'its pages are plain HTML', instead: 'write the request into `src`, `srcset` or `href`' },
    vue: NO_COMPONENTS,
    svelte: NO_COMPONENTS,
    worker: NO_URL,
    'worker suffix': { because: '?worker is Vite’s', instead: 'make the worker an entry point of its own' },
    'service worker': NO_URL,
    public: { because: 'it copies no files', instead: 'refer to the picture where it lies, by a relative path' },
    suffixes: {
      because: 'the suffixes are Vite’s',
      instead: 'import the picture with directives, `inline` for a data URI',
    },
  },
}
