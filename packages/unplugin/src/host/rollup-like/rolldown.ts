import type { Options } from '@lazy-image/core'
import { IMAGE_MENTION } from '@lazy-image/core/host'
import type { Plugin } from 'rolldown'
import type { UrlTraits } from '../../images/build-traits.js'
import { setUpBuild } from './rollup.js'
import { besideScript, isScript, SCRIPT_URL } from './script-url.js'

/** Rolldown knows how modules find a file beside them, and leaves a script without an `import.meta`. */
const URLS: UrlTraits = {
  urlExpression: reference => `import.meta.ROLLUP_FILE_URL_${reference}`,
  urlInText: null,
  placeFile: ({ format, relativePath }) => (isScript(format) ? { expression: besideScript(relativePath) } : 'bundler'),
}

/** Images in Rolldown 1. CSS is not among what it bundles. */
export function setUpRolldown(options: Options): Partial<Plugin> {
  const hooks = setUpBuild(options, URLS)
  let format: string | undefined
  return {
    ...hooks,
    renderStart(output) {
      hooks.renderStart.call(this)
      format = output.format
    },
    intro({ moduleIds }) {
      const hasImages = moduleIds.some(id => IMAGE_MENTION.test(id))
      return isScript(format) && hasImages ? SCRIPT_URL : ''
    },
  }
}
