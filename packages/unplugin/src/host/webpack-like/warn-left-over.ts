import type { Pipeline } from '@lazy-image/core'
import { isForeign } from '../../images/image-id.js'
import { findLeftOver } from '../../images/left-over.js'
import type { Compilation } from './compiler.js'

/** Files that browsers read references in, and that may be written without webpack's having looked for any. */
const PAGE_OR_STYLE = /\.(?:html?|css)(?:$|\?)/

/**
 * Warns of references that are written as they stood, with their directives: whoever made the page or the style did not
 * let webpack follow them.
 */
export function warnLeftOver(compilation: Compilation, pipeline: Pipeline): void {
  const { WebpackError } = compilation.compiler.webpack
  const written = compilation.getAssets().filter(({ name }) => PAGE_OR_STYLE.test(name))
  const texts = written.map(
    ({ name, source }) => [name, { type: 'asset', source: source.source().toString() }] as const,
  )
  for (const { output, image, directives } of findLeftOver(Object.fromEntries(texts), pipeline, isRelative)) {
    const warning = new WebpackError(
      `${output} refers to ${image}?${directives} as it is: directives are followed where webpack follows the reference, ` +
        'as it does in JavaScript, in CSS by css-loader, and in HTML by html-loader or by require in a template',
    )
    warning.name = 'ImageWarning'
    warning.hideStack = true
    compilation.warnings.push(warning)
  }
}

/** Whether a path names a file of the project, and none of a server that may know directives of its own. */
function isRelative(path: string): boolean {
  return !isForeign(path) && !path.startsWith('/')
}
