import { extname, isAbsolute, join, posix, resolve } from 'node:path'
import { type Diagnostic, decodePath, LazyImageError, locateFile, type Pipeline, splitId } from '@lazy-image/core/host'
import type { WebpackError } from 'webpack'
import { isForeign } from '../../images/image-id.js'
import { readLocation } from '../../images/importers.js'
import { groupEqual, type Told, wordOthers } from '../../told/equal.js'
import { describeFailure } from '../../told/failure.js'
import { appendFrame, comparePlaces, prependPlace } from '../../told/place.js'
import { wordWarning } from '../../told/warning-text.js'
import type { PlacedWarning } from '../../told/warnings.js'
import type { Compilation, Module } from './compiler.js'
import type { FirstImporters } from './importers.js'
import { readFacts } from './kept-facts.js'
import type { ErrorText, FailedLoad, MissingRequest } from './reported-error.js'
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

  /** Makes errors of the loader ours; what fails many imports for one reason is one error. */
  async explainFailedLoads(loads: Iterable<FailedLoad>): Promise<void> {
    const failed: (Told & { load: FailedLoad })[] = []
    for (const load of loads) failed.push({ ...(await this.#placeLoad(load)), load })
    for (const [{ load, ...told }, ...others] of groupEqual(failed.sort(inOrder), one => one)) {
      const { failure, image, module, rewrite } = load
      // Of an image that was run during the build, each who had it run has an error, and it too.
      const elsewhere = others.filter(other => other.load.image !== undefined || other.location !== undefined)
      if (image !== undefined) rewrite(await this.#explain(failure.error, image, elsewhere))
      else
        rewrite({ message: this.#word(failure.error, told) + this.#wordOthers(elsewhere), ...(module && { module }) })
      for (const other of others) other.load.drop()
    }
  }

  async #placeLoad({ failure: { error, specifier, id }, image, module }: FailedLoad): Promise<Told> {
    if (image !== undefined) return this.#place(error, image)
    this.#waitFor(locateFile(splitId(id).path))
    const { code, message } = error
    return { code, message, request: specifier, location: await locate(module, specifier) }
  }

  /** Makes errors for image files that are not there ours: without a log of the search, with what is near. */
  async explainMissingImages(errors: Iterable<MissingRequest>): Promise<void> {
    for (const { specifier, module, rewrite } of errors) {
      const error = await this.#explainMissing(specifier, module)
      if (error !== undefined) rewrite({ message: await this.#describe(error, module, specifier) })
    }
  }

  /** Tells what image requests are warned of, also those that the bundler has from a cache; equal warnings are one. */
  async tellWarnings(modules: Iterable<Module>): Promise<void> {
    const warned: (PlacedWarning & { module: Module })[] = []
    for (const module of modules) {
      const warnings = this.#listWarnings(module)
      if (warnings.length > 0) this.#importers.note(this.#compilation, [module])
      for (const diagnostic of warnings) {
        warned.push({ ...diagnostic, ...(await this.#place(diagnostic, module)), module })
      }
    }
    for (const [first, ...others] of groupEqual(warned.sort(inOrder), told => told)) {
      this.#compilation.warnings.push(this.#makeWarning(first, first.module, others))
    }
  }

  /** An error of the bundler's kind for an output that could not be made. */
  async makeError(error: LazyImageError, module: Module | undefined): Promise<WebpackError> {
    if (module === undefined) return this.#make({ message: `${error.message} [${error.code}]` })
    // Code that runs during the build fails before all modules are there.
    if (this.#importers.of(module) === undefined) this.#importers.note(this.#compilation, [module])
    return this.#make(await this.#explain(error, module))
  }

  /** @param others that failed for the same reason. */
  async #explain(error: LazyImageError, image: Module, others: readonly Told[] = []): Promise<ErrorText> {
    const text = this.#word(error, await this.#place(error, image))
    return { message: text + this.#wordOthers(others), ...this.#placeIn(image) }
  }

  #make({ message, ...place }: ErrorText): WebpackError {
    const { WebpackError } = this.#compilation.compiler.webpack
    return Object.assign(new WebpackError(message), { hideStack: true }, place)
  }

  /** Which place of which module is told of an image. */
  #placeIn(image: Module): Omit<ErrorText, 'message'> {
    const importer = this.#importers.of(image)
    if (importer === undefined) return {}
    const { module, loc } = importer
    return loc === undefined ? { module } : { module, loc }
  }

  /** What is told of an image, with the import that asks for it. */
  async #place({ code, message }: Pick<Told, 'code' | 'message'>, image: Module): Promise<Told> {
    const importer = this.#importers.of(image)
    const location = await locate(importer?.module, importer?.specifier ?? '')
    return { code, message, request: this.#importers.requestOf(image), location }
  }

  /** Where it is written in the file on disk counts; loaders may have moved it in what webpack parsed. */
  async #describe(error: LazyImageError, importer: Module | undefined, request: string): Promise<string> {
    return this.#word(error, { request, location: await locate(importer, request) })
  }

  #word(error: LazyImageError, { request, location }: Pick<Told, 'location' | 'request'>): string {
    return appendFrame(describeFailure({ request, error: error.at(location) }, this.#pipeline.options.root), location)
  }

  #wordOthers(others: readonly Told[]): string {
    return wordOthers(others, this.#pipeline.options.root)
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
      reason => {
        if (!(reason instanceof LazyImageError)) return undefined
        this.#waitFor(locateFile(file))
        return reason
      },
    )
  }

  /** Has a file watched: modules that are run during the build fail without saying what for. */
  #waitFor(file: string): void {
    this.#compilation.fileDependencies.add(file)
    this.#compilation.missingDependencies.add(file)
  }

  /** Where a file should be: by its folder, which may be an alias or in a package. */
  async #placeFile(path: string, { context }: Module): Promise<string | undefined> {
    if (context === null || isForeign(path)) return undefined
    if (path.startsWith('.') || isAbsolute(path)) return resolve(context, path)
    const resolver = this.#compilation.resolverFactory.get('normal', { resolveToContext: true })
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
    const { root } = this.#pipeline.options
    const { location } = warned
    const text = prependPlace(wordWarning(warned, warned.request), location, root)
    const message = appendFrame(text, location) + this.#wordOthers(others)
    return Object.assign(this.#make({ message, ...this.#placeIn(image) }), { name: 'ImageWarning' })
  }
}

/** As the code has it, whatever order the bundler found modules in. */
function inOrder({ location: a }: Told, { location: b }: Told): number {
  return comparePlaces(a, b)
}

async function locate(importer: Module | undefined, specifier: string) {
  const file = importer && findFile(importer)
  return file === undefined ? undefined : readLocation(file, specifier)
}
