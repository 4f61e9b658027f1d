import { extname, isAbsolute, join, posix, resolve } from 'node:path'
import { LazyImageError, type Pipeline } from '@lazy-image/core'
import { type Diagnostic, decodePath, splitId } from '@lazy-image/core/host'
import type { Dependency, WebpackError } from 'webpack'
import { isForeign } from '../../images/image-id.js'
import { readLocation } from '../../images/importers.js'
import { groupEqual, type Told, wordOthers } from '../../told/equal.js'
import { describeFailure } from '../../told/failure.js'
import { appendFrame, prependPlace } from '../../told/place.js'
import { wordWarning } from '../../told/warning-text.js'
import type { PlacedWarning } from '../../told/warnings.js'
import { type Compilation, type Module, NAME } from './compiler.js'
import { findImporters, type Importer, readRequest } from './importers.js'
import { readFacts } from './kept-facts.js'
import { findFile, findId } from './resource.js'

/** What webpack wraps around an error of a loader or of its resolver. */
interface WrappedError extends WebpackError {
  error?: unknown
}

/**
 * Tells what is wrong with the images of a compilation as errors and warnings of the modules that import them, with the
 * code around the import: webpack would name the picture, with the loader's stack.
 */
export class Diagnosis {
  readonly #compilation: Compilation
  readonly #pipeline: Pipeline

  constructor(compilation: Compilation, pipeline: Pipeline) {
    this.#compilation = compilation
    this.#pipeline = pipeline
  }

  /** Makes errors of the loader ours; what fails many imports for one reason is one error. */
  async explainFailedLoads(modules: Iterable<Module>): Promise<void> {
    const failed: (Told & { failure: WrappedError; error: LazyImageError; module: Module })[] = []
    for (const module of modules) {
      for (const failure of (module.getErrors() ?? []) as Iterable<WrappedError>) {
        const { error } = failure
        if (error instanceof LazyImageError)
          failed.push({ ...(await this.#place(error, module)), failure, error, module })
      }
    }
    for (const [first, ...others] of groupEqual(failed, told => told)) {
      await this.#explain(first.failure, first.error, first.module, others)
      this.#drop(others.map(({ failure }) => failure))
    }
  }

  /** Makes webpack's errors for image files that are not there ours: without a log of the search, with what is near. */
  async explainMissingImages(): Promise<void> {
    for (const failure of this.#compilation.errors as WrappedError[]) {
      if (failure.name !== 'ModuleNotFoundError' || !failure.module) continue
      const specifier = this.#findMissingRequest(failure.module, failure.loc)
      const error = specifier === undefined ? undefined : await this.#explainMissing(specifier, failure.module)
      if (specifier === undefined || error === undefined) continue
      this.#rewrite(failure, await this.#describe(error, failure.module, specifier))
    }
  }

  /** Tells what image requests are warned of, also those that webpack has from a cache; equal warnings are one. */
  async tellWarnings(modules: Iterable<Module>): Promise<void> {
    const warned: (PlacedWarning & { module: Module })[] = []
    for (const module of modules) {
      for (const diagnostic of this.#listWarnings(module)) {
        warned.push({ ...diagnostic, ...(await this.#place(diagnostic, module)), module })
      }
    }
    for (const [first, ...others] of groupEqual(warned, told => told)) {
      this.#compilation.warnings.push(this.#makeWarning(first, first.module, others))
    }
  }

  /** An error of webpack's for an output that could not be made. */
  async makeError(error: LazyImageError, module: Module | undefined): Promise<WebpackError> {
    const failure: WrappedError = new this.#compilation.compiler.webpack.WebpackError()
    if (module === undefined) failure.message = `${error.message} [${error.code}]`
    else await this.#explain(failure, error, module)
    failure.hideStack = true
    return failure
  }

  /** @param others that failed for the same reason. */
  async #explain(
    failure: WrappedError,
    error: LazyImageError,
    image: Module,
    others: readonly Told[] = [],
  ): Promise<void> {
    const importer = this.#findImporter(image)
    const text = await this.#describe(error, importer?.module, this.#requestOf(image))
    this.#rewrite(failure, text + wordOthers(others, this.#pipeline.options.root))
    if (importer !== undefined) attribute(failure, importer)
  }

  /** Takes errors out of the compilation that are told with another; their modules are failed ones all the same. */
  #drop(failures: readonly WrappedError[]): void {
    if (failures.length === 0) return
    const dropped = new Set<unknown>(failures)
    const { errors, hooks } = this.#compilation
    // webpack collects them from modules behind the hook that this runs in.
    hooks.seal.tap(NAME, () => {
      errors.splice(0, errors.length, ...errors.filter(error => !dropped.has(error)))
    })
  }

  /** What is told of an image, with the import that asks for it. */
  async #place({ code, message }: Pick<Told, 'code' | 'message'>, image: Module): Promise<Told> {
    const request = this.#requestOf(image)
    return { code, message, request, location: await locate(this.#findImporter(image)?.module, request) }
  }

  #requestOf(image: Module): string {
    return this.#findImporter(image)?.specifier || findId(image) || image.identifier()
  }

  /**
   * The stack of a loader tells users nothing. Type says string, webpack's own classes leave it undefined. An error of a
   * class that webpack does not know would keep it from writing the module to its cache, with a warning for each.
   */
  #rewrite(failure: WrappedError, message: string): void {
    Object.assign(failure, { message, details: undefined, error: undefined })
  }

  /** Where it is written in the file on disk counts; loaders may have moved it in what webpack parsed. */
  async #describe(error: LazyImageError, importer: Module | undefined, request: string): Promise<string> {
    const location = await locate(importer, request)
    return appendFrame(describeFailure({ request, error: error.at(location) }, this.#pipeline.options.root), location)
  }

  #findImporter(image: Module): Importer | undefined {
    const [first] = findImporters(this.#compilation, image)
    return first
  }

  /** The request at a place of a module that came to no module. */
  #findMissingRequest(module: Module, loc: Dependency['loc'] | undefined): string | undefined {
    const unresolved = [...listDependencies(module)].filter(
      dependency => readRequest(dependency) !== '' && this.#compilation.moduleGraph.getModule(dependency) === null,
    )
    const here = unresolved.find(dependency => isSamePlace(dependency.loc, loc))
    return here && readRequest(here)
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

  #makeWarning(warned: PlacedWarning, image: Module, others: readonly Told[]): WebpackError {
    const importer = this.#findImporter(image)
    const { root } = this.#pipeline.options
    const { location } = warned
    const text = prependPlace(wordWarning(warned, warned.request), location, root)
    const { WebpackError } = this.#compilation.compiler.webpack
    const warning = new WebpackError(appendFrame(text, location) + wordOthers(others, root))
    warning.name = 'ImageWarning'
    warning.hideStack = true
    if (importer !== undefined) attribute(warning, importer)
    return warning
  }
}

function attribute(failure: WebpackError, { module, loc }: Importer): void {
  failure.module = module
  if (loc !== undefined) failure.loc = loc
}

async function locate(importer: Module | undefined, specifier: string) {
  const file = importer && findFile(importer)
  return file === undefined ? undefined : readLocation(file, specifier)
}

/** Of a module and of its parts that load later. */
function* listDependencies({ dependencies, blocks }: Pick<Module, 'blocks' | 'dependencies'>): Generator<Dependency> {
  yield* dependencies
  for (const block of blocks) yield* listDependencies(block)
}

function isSamePlace(a: Dependency['loc'] | undefined, b: Dependency['loc'] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
