import { basename } from 'node:path'
import { type Pipeline, type PlannedImage, pointAt, printImage, readExpression, stubOf, UrlOf } from '@lazy-image/core'
import type { LoaderContext } from 'webpack'
import { FILE_NAME_KEY } from './asset-file-name.js'
import { isMarked, markOutput, planCallFor } from './output-request.js'

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
  const planned = await pipeline.plan(id, planCallFor(query))
  // The defaults leave this image alone after all: then it is a file like any other.
  if (planned === null) return leaveAlone(this)
  const { value, warnings } = planned
  for (const { message, code, span } of warnings) {
    const request = basename(this.resourcePath) + query
    const warning = new Error(`${pointAt(request, span === null ? [] : [span])}\n${message} [${code}]`)
    warning.stack = ''
    this.emitWarning(warning)
  }
  const { root } = pipeline.options
  if ((isMarked(query) || pipeline.wantsOneUrl(id)) && value instanceof UrlOf) {
    const { buildInfo } = this._module ?? {}
    if (buildInfo !== undefined) buildInfo[FILE_NAME_KEY] = value.image.fileName
    return stubOf(pipeline.recipeOf(value.image), root)
  }
  const imports = new OutputImports(this, pipeline)
  const code = pipeline.moduleCode(value, {
    url: image => imports.nameOf(image),
    read: ({ image, reading }) => readExpression(pipeline.recipeOf(image), reading, root),
  })
  return `${imports.statements()}${code}`
}

/** A module of webpack's own kind for the file itself: with a query of `url`, which no directive is. */
function leaveAlone(context: Context): string {
  const request = context.utils.contextify(context.context, `${context.resourcePath}?url`)
  return `import url from ${JSON.stringify(request)};\nexport default url;\n`
}

/** Imports of single outputs, each once. */
class OutputImports {
  readonly #context: Context
  readonly #names = new Map<string, string>()

  readonly #pipeline: Pipeline

  constructor(context: Context, pipeline: Pipeline) {
    this.#context = context
    this.#pipeline = pipeline
  }

  nameOf(image: PlannedImage): string {
    const query = printImage(image)
    const id = `${image.source.file}?${query}`
    const isOne = this.#pipeline.wantsOneUrl(id)
    const request = this.#context.utils.contextify(this.#context.context, isOne ? id : markOutput(id))
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
