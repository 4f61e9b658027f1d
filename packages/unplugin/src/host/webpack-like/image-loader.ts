import { LazyImageError, type Pipeline } from '@lazy-image/core'
import { type PlannedImage, stubOf, UrlOf } from '@lazy-image/core/host'
import type { LoaderContext } from 'webpack'
import { FILE_NAME_KEY } from './asset-file-name.js'
import { WARNINGS_KEY } from './warnings.js'

/** The type of a module that is one file. */
export const ASSET_TYPE = 'asset/resource'

export interface LoaderOptions {
  pipeline: Pipeline
}

type Context = LoaderContext<LoaderOptions>

/** Never reached: {@link pitch} answers first. webpack wants a loader to have it. */
export default function load(content: string | Buffer): string | Buffer {
  return content
}

/**
 * Answers an image request before any other loader runs and before webpack reads the file: a stub for one URL, else a
 * module that imports the stubs of all outputs.
 */
export async function pitch(this: Context): Promise<string | Buffer> {
  const { pipeline } = this.getOptions()
  const query = this.resourceQuery + this.resourceFragment
  const id = this.resourcePath + query
  this.addDependency(this.resourcePath)
  const planned = await pipeline.plan(id)
  const { buildInfo = {} } = this._module ?? {}
  const warnings = planned?.warnings ?? pipeline.suspect(id)
  if (warnings.length > 0) buildInfo[WARNINGS_KEY] = warnings
  // The defaults leave this image alone after all: then it is a file like any other.
  if (planned === null) return leaveAlone(this)
  const { value, module } = planned
  const { root } = pipeline.options
  if (this._module?.type === ASSET_TYPE) {
    if (!(value instanceof UrlOf)) throw noUrl(this.resourcePath)
    buildInfo[FILE_NAME_KEY] = value.image.fileName
    return stubOf(value.image.recipe, root)
  }
  const imports = new OutputImports(this, pipeline)
  const code = module.code(image => imports.nameOf(image))
  return `${imports.statements()}${code}`
}

function noUrl(image: string): LazyImageError {
  return new LazyImageError(
    'DIRECTIVE_INVALID',
    'CSS and new URL() take one URL, but the directives come to several outputs or to something else; ask for one, ' +
      'without as or inline',
    { image },
  )
}

/** A module of webpack's own kind for the file itself: with a query of `url`, which no directive is. */
function leaveAlone(context: Context): string {
  const request = context.utils.contextify(context.context, `${context.resourcePath}?url`)
  return `import url from ${JSON.stringify(request)};\nexport default url;\n`
}

/** Imports of single outputs, each once. */
class OutputImports {
  readonly #context: Context
  readonly #pipeline: Pipeline
  readonly #names = new Map<string, string>()

  constructor(context: Context, pipeline: Pipeline) {
    this.#context = context
    this.#pipeline = pipeline
  }

  nameOf(image: PlannedImage): string {
    const { context, utils } = this.#context
    const request = utils.contextify(context, `${image.source.file}?${this.#pipeline.queryOf(image)}`)
    const known = this.#names.get(request)
    if (known !== undefined) return known
    const name = `url${this.#names.size}`
    this.#names.set(request, name)
    return name
  }

  statements(): string {
    return [...this.#names].map(([request, name]) => `import ${name} from ${JSON.stringify(request)};\n`).join('')
  }
}
