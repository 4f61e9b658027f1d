import type { HostFacts, Lack } from '../host-facts.js'
import { NO_TEMPLATE_CODE } from './lacks.js'

const NO_SERVICE_WORKER: Lack = {
  because: 'it copies the file of a service worker as it is and bundles nothing into it',
  instead: 'make it an entry of the build (`build.rollupOptions.input`) and register that',
}

const lacks = { ...NO_TEMPLATE_CODE, 'service worker': NO_SERVICE_WORKER }

/** A source file of the project's own; packages are bundled before they are served. */
const NO_REQUIRE_IN_DEV: Lack = {
  because: 'its dev server serves CommonJS as it is, which browsers cannot run',
  instead: 'write the module as ES module',
}

const devExceptions = {
  'require-url': NO_REQUIRE_IN_DEV,
  'require-list': NO_REQUIRE_IN_DEV,
  'require-img': NO_REQUIRE_IN_DEV,
  'worker-classic': {
    because: 'its dev server serves modules, which such a worker cannot import',
    instead: "`{ type: 'module' }`",
  },
}

/** A worker whose code is in the page’s own. */
const relativeExceptions = {
  'worker-inline': {
    because: 'an inline worker lies nowhere, so that no relative URL leads from it to a file',
    instead: 'a base that begins with `/`, `?worker` without `inline`, or `inline` for the picture',
  },
}

export const VITE_8: HostFacts = { name: 'Vite 8', requires: 'module', lacks, devExceptions, relativeExceptions }

/** Styles alone: the rest is the same. */
export const VITE_8_LIGHTNING: HostFacts = {
  name: 'Vite 8 (Lightning CSS)',
  requires: 'module',
  lacks: {},
  exceptions: {
    'css-variable': {
      because: 'Lightning CSS refuses a relative URL in a custom property, whatever it leads to',
      instead: 'write the `url()` where the variable is used',
    },
  },
}

export const VITE_7: HostFacts = {
  name: 'Vite 7',
  requires: 'module',
  lacks: {
    ...lacks,
    'tsconfig paths': {
      because: 'it does not read them',
      instead: 'the same as `resolve.alias`, or vite-tsconfig-paths',
    },
    svelte: {
      because: 'the current plugin for Svelte asks for Vite 8',
      instead: 'Vite 8; earlier plugins are not tested',
    },
  },
  devExceptions,
  relativeExceptions,
}

export const VITE_6: HostFacts = {
  ...VITE_7,
  name: 'Vite 6',
  exceptions: {
    'glob-base': { because: 'its globs have no `base`', instead: 'write the folder into the pattern' },
    'worker-new-url': {
      because: 'its workers are not searched for `new URL()`, so that the build fails and says so',
      instead: 'import the picture',
    },
  },
}
