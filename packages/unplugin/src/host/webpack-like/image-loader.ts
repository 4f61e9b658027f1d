import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import {
  imagesByUrl,
  imagesReadOff,
  LazyImageError,
  type Pipeline,
  type PlannedImage,
  type PlannedRequest,
  readExpression,
  stubOf,
  UrlOf,
} from '@lazy-image/core'
import type { LoaderContext } from 'webpack'
import { printOutputRequest } from './claim-requests.js'
import { keepFacts } from './kept-facts.js'
import type { ModuleKind } from './module-kind.js'
import { escapePath } from './resource.js'
import { textOfRequired } from './text-of-required.js'

export interface LoaderOptions {
  pipeline: Pipeline
  kind: ModuleKind
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
  const { pipeline, kind } = this.getOptions()
  const id = this.resourcePath + this.resourceQuery + this.resourceFragment
  this.addDependency(this.resourcePath)
  hideFromSourceMaps(this)
  const planned = await pipeline.plan(id)
  // The defaults leave this image alone after all: then it is a file like any other.
  if (planned === null) return leaveAlone(this, id)
  return kind === 'file' ? loadFile(this, planned) : loadValue(this, planned)
}

function loadFile(context: Context, { value, warnings }: PlannedRequest): Buffer {
  const { pipeline } = context.getOptions()
  if (!(value instanceof UrlOf)) throw noUrl(context.resourcePath)
  const recipe = pipeline.recipeOf(value.image)
  keep(context, { file: { name: value.image.fileName, key: recipe.key }, keys: [recipe.key], warnings })
  return stubOf(recipe, pipeline.options.root)
}

function loadValue(context: Context, { value, warnings }: PlannedRequest): string {
  const { pipeline, kind } = context.getOptions()
  const { root } = pipeline.options
  const imports = new OutputImports(context, pipeline)
  const images = [...imagesByUrl(value), ...imagesReadOff(value)]
  keep(context, { keys: images.map(image => pipeline.recipeOf(image).key), warnings })
  const code = pipeline.moduleCode(value, {
    url: image => imports.nameOf(image),
    read: ({ image, reading }) => readExpression(pipeline.recipeOf(image), reading, root),
  })
  const text = kind === 'required' ? textOfRequired(value, basename(context.resourcePath) + context.resourceQuery) : ''
  return `${imports.statements()}${code}${text}`
}

function keep({ _module: module }: Context, facts: Parameters<typeof keepFacts>[1]): void {
  if (module?.buildInfo !== undefined) keepFacts(module.buildInfo, facts)
}

/** What a token stands for is not known when its line is copied into a source map, and nobody wrote the line. */
function hideFromSourceMaps({ _module: module }: Context): void {
  if (module !== undefined) Object.assign(module, { useSourceMap: false, useSimpleSourceMap: false })
}

function noUrl(image: string): LazyImageError {
  return new LazyImageError(
    'DIRECTIVE_INVALID',
    'CSS and new URL() take one URL, but the directives come to several outputs or to something else; ask for one, ' +
      'without as or inline',
    { image },
  )
}

/** The file itself; in code a module of webpack's own kind, by a query of `url`, which no directive is. */
async function leaveAlone(context: Context, id: string): Promise<string | Buffer> {
  const { pipeline, kind } = context.getOptions()
  keep(context, { keys: [], warnings: pipeline.suspect(id) })
  if (kind === 'file') return readFile(context.resourcePath)
  const request = relativeRequest(context, `${escapePath(context.resourcePath)}?url`)
  return `import url from ${JSON.stringify(request)};\nexport default url;\n`
}

/** As seen from the image's folder, so that a module's code is the same on every machine. */
function relativeRequest({ utils, resourcePath }: Context, request: string): string {
  return utils.contextify(dirname(resourcePath), request)
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
    const output = printOutputRequest(image.source.file, this.#pipeline.queryOf(image))
    const request = relativeRequest(this.#context, output)
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
