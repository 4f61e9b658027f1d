import type { Pipeline } from '@lazy-image/core'
import { findLeftOver, isLeftOnPurpose, mayRefer, type Site } from '../../images/left-over.js'
import { explainLeftOver } from '../../images/unfollowed.js'
import { describeFailure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import type { Compilation } from './compiler.js'

/**
 * The last look over what is about to be written: whoever made a page or a style may not have let the bundler follow its
 * references, which then show the picture as it is. An error of the compilation, or a warning where the options are not
 * strict.
 */
export async function lookLast(compilation: Compilation, pipeline: Pipeline): Promise<void> {
  const site = siteOf(compilation)
  const found = compilation
    .getAssets()
    .flatMap(({ name, source }) =>
      mayRefer(parsePath(name)) ? findLeftOver(parsePath(name), source.source().toString(), pipeline, site) : [],
    )
  if (found.length === 0) return
  const originalsOf = (file: string | null) => (file === null ? [] : listOriginals(compilation, file))
  const unmeant = found.filter(one => !isLeftOnPurpose(one, originalsOf(one.file), pipeline))
  const failures = await explainLeftOver(unmeant, { sources: compilation.fileDependencies, originalsOf })
  const { root, strict } = pipeline.options
  const { WebpackError } = compilation.compiler.webpack
  for (const failure of failures) {
    const told = new WebpackError(appendFrame(describeFailure(failure, root), failure.error.location))
    told.name = strict === 'error' ? 'ImageError' : 'ImageWarning'
    told.hideStack = true
    ;(strict === 'error' ? compilation.errors : compilation.warnings).push(told)
  }
}

function siteOf(compilation: Compilation): Site {
  const { publicPath } = compilation.outputOptions
  const names = new Set(compilation.getAssets().map(({ name }) => parsePath(name)))
  return {
    base: typeof publicPath === 'string' ? publicPath.replace(/^auto$/, '') : null,
    hasFile: path => names.has(path),
  }
}

/** File names may have a query of their own. */
function parsePath(name: string): string {
  return name.split('?', 1)[0] ?? name
}

function listOriginals(compilation: Compilation, file: string): string[] {
  const { sourceFilename } = compilation.getAsset(file)?.info ?? {}
  return sourceFilename === undefined ? [] : [sourceFilename]
}
