import { extname, isAbsolute, join, posix, resolve } from 'node:path'
import { LazyImageError, type Pipeline } from '@lazy-image/core'
import { type Diagnostic, decodePath, splitId } from '@lazy-image/core/host'
import type { WebpackError } from 'webpack'
import { isForeign } from '../../images/image-id.js'
import { readLocation } from '../../images/importers.js'
import { describeFailure } from '../../told/failure.js'
import { appendFrame, prependPlace } from '../../told/place.js'
import { wordWarning } from '../../told/warning-text.js'
import type { Compilation, Module } from './compiler.js'
import type { FirstImporters, Importer } from './importers.js'
import { readFacts } from './kept-facts.js'
import type { LoadFailures } from './load-failures.js'
import type { MissingRequest, ReportedError, Told } from './reported-error.js'
import { findFile, findId } from './resource.js'

/**
 * Tells what is wrong with the images of a compilation as errors and warnings of the modules that import them, with the
 * code around the import: bundlers would name the picture, with the loader's stack.
 */
export class Diagnosis {
  readonly #compilation: Compilation
  readonly #pipeline: Pipeline

  readonly #importers: FirstImporters

  constructor(compilation: Compilation, pipeline: Pipeline, importers: FirstImporters) {
    this.#compilation = compilation
    this.#pipeline = pipeline
    this.#importers = importers
  }

  /** Makes errors of the loader ours. */
  async explainFailedLoads(errors: Iterable<ReportedError>, failures: LoadFailures): Promise<void> {
    for (const reported of errors) {
      const error = failures.of(reported.module)
      if (error !== undefined) reported.rewrite(await this.#tell(error, reported.module))
    }
  }

  /** Makes errors for image files that are not there ours: without a log of the search, with what is near. */
  async explainMissingImages(errors: Iterable<MissingRequest>): Promise<void> {
    for (const { specifier, module, rewrite } of errors) {
      const error = await this.#explainMissing(specifier, module)
      if (error !== undefined) rewrite({ message: await this.#describe(error, module, specifier) })
    }
  }

  /** Tells what image requests are warned of, also those that the bundler has from a cache. */
  async tellWarnings(modules: Iterable<Module>): Promise<void> {
    for (const module of modules) {
      const warnings = this.#listWarnings(module)
      if (warnings.length > 0) this.#importers.note(this.#compilation, [module])
      for (const diagnostic of warnings) this.#compilation.warnings.push(await this.#makeWarning(diagnostic, module))
    }
  }

  /** An error of the bundler's kind for an output that could not be made. */
  async makeError(error: LazyImageError, module: Module | undefined): Promise<WebpackError> {
    const told = module === undefined ? { message: `${error.message} [${error.code}]` } : await this.#tell(error, module)
    return this.#make(told)
  }

  async #tell(error: LazyImageError, image: Module): Promise<Told> {
    const importer = this.#importers.of(image)
    const request = importer?.specifier || findId(image) || image.identifier()
    return { message: await this.#describe(error, importer?.module, request), ...placeOf(importer) }
  }

  #make({ message, module, loc }: Told): WebpackError {
    const error = new this.#compilation.compiler.webpack.WebpackError(message)
    error.hideStack = true
    if (module !== undefined) error.module = module
    if (loc !== undefined) error.loc = loc
    return error
  }

  /** Where it is written in the file on disk counts; loaders may have moved it in what webpack parsed. */
  async #describe(error: LazyImageError, importer: Module | undefined, request: string): Promise<string> {
    const location = await locate(importer, request)
    return appendFrame(describeFailure({ request, error: error.at(location) }, this.#pipeline.options.root), location)
  }

  /** Why an image is not there; undefined where it is, or where nobody knows the folder that it should be in. */
  async #explainMissing(request: string, importer: Module): Promise<LazyImageError | undefined> {
    const { path, query } = splitId(request)
    const file = await this.#placeFile(path, importer)
    if (file === undefined) return undefined
    const ids = [file, decodePath(file)].map(known => `${known}?${query}`)
    // A path without an extension asks for no image, but what is near shows in that of any.
    if (extname(file) === '') ids.push(`${file}.jpg?${query}`)
    const id = ids.find(known => this.#pipeline.claims(known))
    if (id === undefined) return undefined
    return this.#pipeline.plan(id).then(
      () => undefined,
      reason => (reason instanceof LazyImageError ? reason : undefined),
    )
  }

  /** Where a file should be: by its folder, which may be an alias or in a package. */
  async #placeFile(path: string, { context }: Module): Promise<string | undefined> {
    if (context === null || isForeign(path)) return undefined
    if (path.startsWith('.') || isAbsolute(path)) return resolve(context, path)
    const resolver = this.#compilation.resolverFactory.get('context')
    const folder = await new Promise<unknown>(settle => {
      resolver.resolve({}, context, posix.dirname(path), {}, (_error, found) => settle(found))
    })
    return typeof folder === 'string' ? join(folder, posix.basename(path)) : undefined
  }

  #listWarnings(module: Module): readonly Diagnostic[] {
    const facts = readFacts(module)
    if (facts !== undefined) return facts.warnings
    const id = findId(module)
    if (id === undefined || !id.includes('?') || this.#pipeline.isRequest(id) || !this.#pipeline.accepts(id)) return []
    return this.#pipeline.suspect(id)
  }

  async #makeWarning(diagnostic: Diagnostic, image: Module): Promise<WebpackError> {
    const importer = this.#importers.of(image)
    const request = importer?.specifier || findId(image) || image.identifier()
    const location = await locate(importer?.module, request)
    const text = prependPlace(wordWarning(diagnostic, request), location, this.#pipeline.options.root)
    const warning = this.#make({ message: appendFrame(text, location), ...placeOf(importer) })
    warning.name = 'ImageWarning'
    return warning
  }
}

function placeOf(importer: Importer | undefined): Pick<Told, 'loc' | 'module'> {
  if (importer === undefined) return {}
  const { module, loc } = importer
  return loc === undefined ? { module } : { module, loc }
}

async function locate(importer: Module | undefined, specifier: string) {
  const file = importer && findFile(importer)
  return file === undefined ? undefined : readLocation(file, specifier)
}
