import { LazyImageError } from '@lazy-image/core/host'

/** What a bundler asks of a plugin before anything else, by its own name for it. */
type FirstQuestion = 'apply' | 'options' | 'setup'

/**
 * A plugin's function that says so where it stands in the place of the plugin, `plugins: [lazyImage]`: bundlers would take its
 * missing hooks for a plugin that does nothing.
 */
export function refuseUncalled<Make extends (...options: never[]) => unknown>(make: Make, first: FirstQuestion): Make {
  // Rollup gives a name to whatever has none, which a function's own does not allow.
  Object.defineProperty(make, 'name', { value: 'lazyImage' })
  Object.defineProperty(make, first, {
    value: () => {
      throw uncalled()
    },
  })
  return make
}

/** The same for webpack and what is made like it: a function among the plugins is called with the compiler. */
export function refuseCompiler<Given, Plugin>(make: (options?: Given) => Plugin): (options?: Given) => Plugin {
  return function lazyImage(options) {
    if (isCompiler(options)) throw uncalled()
    return make(options)
  }
}

function isCompiler(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'hooks' in value && 'webpack' in value
}

function uncalled(): LazyImageError {
  return new LazyImageError(
    'OPTION_INVALID',
    'plugins: [lazyImage] holds the function that makes the plugin; write plugins: [lazyImage()]',
  )
}
