import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import {
  LazyImageError,
  type Pipeline,
  type PlannedImage,
  type PlannedRequest,
  plannedSize,
  relativePath,
  type Snapshot,
  stubOf,
  UrlOf,
} from '@lazy-image/core/host'
import type { LoaderContext } from 'webpack'
import { makeId } from '../../images/image-id.js'
import { printOutputRequest } from './claim-requests.js'
import type { ForeignRequests } from './foreign-requests.js'
import type { ImageFiles } from './image-files.js'
import { type KeptFacts, keepFacts } from './kept-facts.js'
import type { LoadFailures } from './load-failures.js'
import { MODULE_KINDS, type ModuleKind } from './module-kind.js'
import { printText } from './print-text.js'
import { escapePath } from './resource.js'
import type { ServedImages } from './served-images.js'
import type { Snapshots } from './snapshots.js'

export interface LoaderOptions {
  pipeline: Pipeline
  snapshots: Snapshots
  files: ImageFiles
  failures: LoadFailures
  served: ServedImages
  foreign: ForeignRequests | undefined
  kind: ModuleKind
}

type Context = LoaderContext<LoaderOptions>

/** Never reached: {@link pitch} answers first. webpack wants a loader to have it. */
export default function load(content: string | Buffer): string | Buffer {
  return content
}

/**
 * Answers an image request before any other loader runs and before the bundler reads the file: a stub for one URL, else
 * a module that imports the stubs of all outputs.
 */
export function pitch(this: Context): void {
  const answer = this.async()
  hideFromSourceMaps(this)
  this.addDependency(this.resourcePath)
  watchOthers(this)
  loadImage(this).then(content => answer(null, content, NO_SOURCE_MAP), answer)
}

/** The pictures that a request names besides: one that is not there may come. */
function watchOthers(context: Context): void {
  for (const file of context.getOptions().pipeline.filesOf(idOf(context)).slice(1)) {
    if (existsSync(file)) context.addDependency(file)
    else context.addMissingDependency(file)
  }
}

function idOf({ resourcePath, resourceQuery, resourceFragment }: Context): string {
  return makeId(resourcePath, (resourceQuery + resourceFragment).slice(1), false)
}

async function loadImage(context: Context): Promise<string | Buffer> {
  const { pipeline, snapshots, failures, served, kind } = context.getOptions()
  const { _compilation: compilation, _module: module } = context
  const id = idOf(context)
  const snapshot = compilation === undefined ? pipeline.snapshot() : snapshots.of(compilation)
  try {
    const planned = await snapshot.plan(id, { mayEncode: !served.isOn })
    // The defaults leave this image alone after all: then it is a file like any other.
    const content =
      planned === null
        ? await leaveAlone(context, id)
        : await (MODULE_KINDS[kind].isFile ? loadFile : loadValue)(context, planned, snapshot)
    if (module !== undefined) failures.forget(module)
    return content
  } catch (error) {
    if (module !== undefined && error instanceof LazyImageError) failures.note(module, id, error)
    throw error
  }
}

async function loadFile(context: Context, { value, warnings }: PlannedRequest, snapshot: Snapshot): Promise<Buffer> {
  if (!(value instanceof UrlOf)) return refuseValue(context)
  const { recipe, fileName } = value.image
  const { kind, pipeline, files } = context.getOptions()
  const { root } = pipeline.options
  const source = relativePath(root, recipe.file)
  const { rootContext, resourcePath, resourceQuery, resourceFragment } = context
  const resource = escapePath(relativePath(rootContext, resourcePath)) + resourceQuery + resourceFragment
  const file = { name: fileName, key: recipe.key, source, resource, size: plannedSize(recipe.variant) }
  files.note(file)
  keep(context, { file, keys: [recipe.key], warnings })
  if (MODULE_KINDS[kind].isAtOnce) return Buffer.from((await snapshot.render([recipe])).of(recipe).data)
  return stubOf(recipe)
}

async function loadValue(
  context: Context,
  { module, value, warnings }: PlannedRequest,
  snapshot: Snapshot,
): Promise<string> {
  const { pipeline, kind, foreign } = context.getOptions()
  keep(context, { keys: module.wanted().map(({ key }) => key), warnings })
  const imports = new OutputImports(context, pipeline)
  const recipesRead = module.readings.map(({ recipe }) => recipe)
  const outcomes = MODULE_KINDS[kind].isAtOnce ? await snapshot.render(recipesRead) : undefined
  const isRequired = kind === 'required'
  const nameOf = (image: PlannedImage) => imports.nameOf(image)
  const code = isRequired ? module.commonJsCode(nameOf, outcomes) : module.code(nameOf, outcomes)
  const text = printText(value, { isRequired, name: basename(context.resourcePath), member: foreign?.textMember })
  return `${imports.statements(isRequired)}${code}${text}`
}

function keep({ _module: module }: Context, facts: KeptFacts): void {
  if (module?.buildInfo !== undefined) keepFacts(module.buildInfo, facts)
}

/** What a token stands for is not known when its line is copied into a source map, and nobody wrote the line. */
const NO_SOURCE_MAP = JSON.stringify({ version: 3, sources: [], names: [], mappings: '' })

/** A cheap map takes no loader's word for it, so that the module is asked too; Rspack's does not let itself be told. */
function hideFromSourceMaps({ _module: module }: Context): void {
  if (module === undefined) return
  Reflect.set(module, 'useSourceMap', false)
  Reflect.set(module, 'useSimpleSourceMap', false)
}

/** Where one URL is needed, and there is none; an image that only the defaults ask for is no matter for such places. */
async function refuseValue({ resourcePath, resourceQuery }: Context): Promise<Buffer> {
  if (resourceQuery === '') return readFile(resourcePath)
  throw new LazyImageError(
    'DIRECTIVE_INVALID',
    'CSS and new URL() take one URL, but the directives come to several outputs or to something else; ask for one, ' +
      'without as or inline',
    { image: resourcePath },
  )
}

/** The file itself; in code a module of webpack's own kind, by a query of `url`, which no directive is. */
async function leaveAlone(context: Context, id: string): Promise<string | Buffer> {
  const { pipeline, kind } = context.getOptions()
  keep(context, { keys: [], warnings: pipeline.suspect(id) })
  if (MODULE_KINDS[kind].isFile) return readFile(context.resourcePath)
  const request = printRelative(context, `${escapePath(context.resourcePath)}?url`)
  return `import url from ${JSON.stringify(request)};\nexport default url;\n`
}

/** As seen from the image's folder, so that a module's code is the same on every machine. */
function printRelative({ utils, resourcePath }: Context, request: string): string {
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
    const request = printRelative(this.#context, output)
    const known = this.#names.get(request)
    if (known !== undefined) return known
    const name = `url${this.#names.size}`
    this.#names.set(request, name)
    return name
  }

  /** @param isRequired whether the module is CommonJS. */
  statements(isRequired: boolean): string {
    const print = (name: string, request: string) =>
      isRequired ? `const ${name} = require(${request});\n` : `import ${name} from ${request};\n`
    return [...this.#names].map(([request, name]) => print(name, JSON.stringify(request))).join('')
  }
}
