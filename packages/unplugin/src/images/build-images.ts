import {
  type Diagnostic,
  type Edit,
  fillTokens,
  findTokens,
  type ImageModule,
  locateFile,
  Outcomes,
  type Pipeline,
  type PlannedImage,
  type Reading,
  type Recipe,
  readExpression,
  type Snapshot,
  splitId,
  textToken,
} from '@lazy-image/core/host'
import MagicString from 'magic-string'
import type { Failure } from '../told/failure.js'
import { type HostError, mentionFailures, reportFailures } from '../told/report.js'
import { type PlacedWarning, wordWarnings } from '../told/warnings.js'
import type { BuildTraits, FileUse } from './build-traits.js'
import { type Asset, type Chunk, findStubs, findTokenTexts, type PlannedChunk, type Stub } from './bundle.js'
import { type EmitContext, EmittedFiles } from './emitted-files.js'
import { FAILED_MODULE } from './failed-module.js'
import { isFileId } from './image-id.js'
import { Importers } from './importers.js'
import { listOriginalNames, listPlainNames } from './original-names.js'
import type { PlaceKind } from './places/place-kind.js'
import type { ShownImages, TextRequest, Written } from './text-request.js'

/** What Rollup, Rolldown and Vite's versions of both give a hook. */
export interface BuildContext extends EmitContext {
  addWatchFile(file: string): void
  warn(message: string): void
  error(error: HostError): never
  getModuleIds(): Iterable<string>
}

/**
 * The images of one module graph: stubs while it is built, one batch when it is known what is included, bytes in
 * place of stubs at the end.
 */
export class BuildImages {
  readonly importers = new Importers()
  readonly #pipeline: Pipeline
  readonly #traits: BuildTraits
  readonly #files = new EmittedFiles()
  readonly #modules = new Map<string, ImageModule>()
  /** By the module of a text, what became of each request in it. */
  readonly #texts = new Map<string, ({ id: string; shown: ShownImages } | { failure: Failure })[]>()
  readonly #failures = new Map<string, Failure>()
  readonly #warnings: PlacedWarning[] = []
  #snapshot: Snapshot
  #flush: Promise<Outcomes> | undefined

  constructor(pipeline: Pipeline, traits: BuildTraits) {
    this.#pipeline = pipeline
    this.#traits = traits
    this.#snapshot = pipeline.snapshot()
  }

  /** Sources are looked at anew, once each. */
  beginBuild(): void {
    this.importers.beginBuild()
    this.#snapshot = this.#pipeline.snapshot()
  }

  /**
   * The module of an image request. A failure is kept for the end of the build, where it is told together with all
   * others; until then an empty module stands in.
   */
  async load(context: BuildContext, id: string): Promise<{ code: string; moduleSideEffects: false } | null> {
    if (!isFileId(id) || !this.#pipeline.claims(id)) return null
    context.addWatchFile(locateFile(splitId(id).path))
    try {
      const code = await this.#load(context, id)
      this.#failures.delete(id)
      return code === null ? null : { code, moduleSideEffects: false }
    } catch (error) {
      this.#modules.delete(id)
      this.#failures.set(id, await this.importers.blame(id, error))
      return { code: FAILED_MODULE, moduleSideEffects: false }
    }
  }

  async #load(context: BuildContext, id: string): Promise<string | null> {
    const planned = await this.#snapshot.plan(id, { hostKeys: this.#traits.hostKeys })
    const warnings = planned?.warnings ?? this.#pipeline.suspect(id)
    for (const warning of warnings) await this.warn(context, id, warning)
    if (planned === null) return null
    const { module } = planned
    this.#modules.set(id, module)
    return module.code(image => this.#traits.urlExpression(this.#emit(context, id, module, image)))
  }

  /** Keeps a warning for the end of the modules, where equal ones are told as one. */
  async warn(_context: Pick<BuildContext, 'warn'>, id: string, diagnostic: Diagnostic): Promise<void> {
    this.#warnings.push(await this.importers.place(id, diagnostic))
  }

  /** Every module has been read, or one has failed: what was to be told of them is told. */
  tellWarnings(context: BuildContext): void {
    for (const text of wordWarnings(this.#warnings.splice(0), this.#pipeline.options.root)) context.warn(text)
  }

  /** Every module has been read: a manifest lists photographs under their bare paths too. */
  namePlainly(context: BuildContext): void {
    if (!this.#traits.listsFiles) return
    const ids = new Set(context.getModuleIds())
    const inGraph = new Map([...this.#modules].filter(([id]) => ids.has(id)))
    for (const { name, image } of listPlainNames(inGraph, ids, this.#pipeline.options.root)) {
      this.#files.emit(context, image, [name])
    }
  }

  #emit(context: BuildContext, id: string, module: Pick<ImageModule, 'files'>, image: PlannedImage): string {
    return this.#files.emit(context, image, listOriginalNames(id, module, image, this.#pipeline.options.root))
  }

  /** A text is read anew: what it showed before is forgotten. */
  beginText(module: string): void {
    this.#texts.delete(module)
  }

  /** Whether a module is a text that shows images. */
  isText(module: string): boolean {
    return this.#texts.has(module)
  }

  /**
   * What stands in a text in place of a request. A failure is kept for the end of the build, as of a module.
   *
   * @param module of the text: while it is in the build, its images are.
   */
  async write<Value>(
    context: BuildContext,
    module: string,
    { id, file, specifier, place, location }: TextRequest,
    kind: PlaceKind<Value>,
  ): Promise<Written<Value>> {
    const requests = this.#texts.get(module) ?? []
    this.#texts.set(module, requests)
    context.addWatchFile(locateFile(splitId(id).path))
    this.importers.record(id, file, specifier)
    try {
      const planned = await this.#snapshot.plan(id, { hostKeys: this.#traits.hostKeys })
      if (planned === null) return null
      for (const warning of planned.warnings) await this.warn(context, id, warning)
      const { root } = this.#pipeline.options
      const { urlInText } = this.#traits
      const files = new Set<PlannedImage>()
      const readings = new Set<PlannedImage>()
      const read = (image: PlannedImage, reading: Reading) => {
        readings.add(image)
        return textToken(image.recipe, reading, root)
      }
      const url = (image: PlannedImage) => {
        if (urlInText === null) return read(image, 'dataUri')
        files.add(image)
        return urlInText(this.#emit(context, id, { files: planned.plan.images }, image))
      }
      const value = kind.write({ planned, place }, { url, read })
      requests.push({ id, shown: { files: [...files], readings: [...readings] } })
      return { value }
    } catch (error) {
      const failure = await this.importers.blame(id, error, location)
      requests.push({ failure })
      return { failure }
    }
  }

  /** A new output begins: what is included may differ from the one before. */
  renderStart(): void {
    this.#flush = undefined
  }

  /** An expression for the URL of a file of ours, or null for what is not ours or the bundler writes well. */
  resolveFileUrl({ referenceId, ...use }: FileUse & { referenceId: string }): string | null {
    const recipe = this.#files.recipeOf(referenceId)
    const place = recipe === undefined ? 'bundler' : this.#traits.placeFile(use)
    if (place === 'bundler' || recipe === undefined) return null
    return place === 'inline' ? readExpression(recipe, 'dataUri', this.#pipeline.options.root) : place.expression
  }

  /** Replaces the tokens in a chunk; the first chunk of an output makes every image that the chunks include. */
  async renderChunk(context: BuildContext, code: string, chunks: readonly PlannedChunk[]): Promise<MagicString | null> {
    this.#flush ??= this.#renderIncluded(context, chunks)
    const edits = await this.#fill(context, code, await this.#flush)
    return edits.length === 0 ? null : applyEdits(code, edits)
  }

  /** What is to be put in place of the tokens in a text. */
  async #fill(context: BuildContext, text: string, outcomes: Outcomes): Promise<Edit[]> {
    const tokens = findTokens(text, this.#pipeline.options.root)
    const recipes = tokens.map(({ recipe }) => recipe)
    return fillTokens(tokens, await this.#complete(context, recipes, outcomes))
  }

  /** Outcomes with those of recipes that nobody saw coming, as of code that another plugin kept; fails where one failed. */
  async #complete(context: BuildContext, recipes: readonly Recipe[], outcomes: Outcomes): Promise<Outcomes> {
    const missing = recipes.filter(recipe => !outcomes.has(recipe))
    if (missing.length === 0) return outcomes
    const more = await this.#snapshot.render(missing)
    const failures = missing.flatMap(recipe => {
      const error = more.errorOf(recipe)
      return error === undefined ? [] : { request: recipe.file, error }
    })
    this.#refuse(context, failures)
    return new Outcomes(new Map([...outcomes.byKey, ...more.byKey]))
  }

  /** One batch for all included images. Fails with every failure there is, of headers and of pixels. */
  async #renderIncluded(context: BuildContext, chunks: readonly PlannedChunk[]): Promise<Outcomes> {
    const included = this.#includedModules(context, chunks)
    const { emitsAssets } = this.#traits
    const ids = included.map(({ id }) => id)
    await this.importers.noteIn(this.#pipeline.ledger, ids)
    const wanted = included.flatMap(({ module, isUsed }) => [
      ...(emitsAssets ? module.files : []),
      ...(isUsed ? module.readings : []),
    ])
    const outcomes = wanted.length === 0 ? new Outcomes() : await this.render(wanted.map(({ recipe }) => recipe))
    const failures = this.#failuresInGraph(context)
    for (const { id, module } of included) {
      const error = [...module.files, ...module.readings]
        .filter(({ recipe }) => outcomes.has(recipe))
        .map(({ recipe }) => outcomes.errorOf(recipe))
        .find(found => found !== undefined)
      if (error !== undefined) failures.push(await this.importers.blame(id, error))
    }
    this.#refuse(context, failures)
    return outcomes
  }

  /** Outputs of this build that its one batch had no need of. */
  render(recipes: readonly Recipe[]): Promise<Outcomes> {
    return this.#snapshot.render(recipes)
  }

  /** The stubs in a bundle whose images are to be written, each with what makes its image. */
  includedStubs(
    context: BuildContext,
    bundle: Readonly<Record<string, Asset | Chunk>>,
  ): { stub: Stub; recipe: Recipe }[] {
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
    const files = this.#includedModules(context, chunks).flatMap(({ module }) => module.files)
    const recipes = new Map(files.map(({ recipe }) => [recipe.key, recipe]))
    return findStubs(bundle).flatMap(stub => {
      const recipe = recipes.get(stub.key)
      return recipe === undefined ? [] : [{ stub, recipe }]
    })
  }

  /**
   * Swaps bytes in for the stubs of included images and removes the others; what else holds tokens is filled in.
   *
   * @param format of the output.
   */
  async generateBundle(context: BuildContext, format: string, bundle: Record<string, Asset | Chunk>): Promise<void> {
    const included = new Map(this.includedStubs(context, bundle).map(({ stub, recipe }) => [stub.name, recipe]))
    const recipes = this.#traits.emitsAssets ? [...included.values()] : []
    // A bundle of pages alone may have no chunk.
    this.#flush ??= this.#renderIncluded(
      context,
      Object.values(bundle).filter(file => file.type === 'chunk'),
    )
    const outcomes = await this.#complete(context, recipes, await this.#flush)
    for (const { name, asset, key } of findStubs(bundle)) {
      const isInline = this.#traits.placeFile({ format, relativePath: name }) === 'inline'
      if (!included.has(name) || (isInline && !this.#traits.listsFiles)) delete bundle[name]
      else if (outcomes.has({ key })) asset.source = outcomes.of({ key }).data
    }
    await this.#fillAll(context, bundle, outcomes)
    await this.#pipeline.sweepCache()
  }

  /** Fills in what a bundler's own plugins wrote of texts when all else had been. @param ending of their names. */
  async fillTexts(
    context: BuildContext,
    bundle: Readonly<Record<string, Asset | Chunk>>,
    ending: string,
  ): Promise<void> {
    const texts = Object.entries(bundle).filter(([name]) => name.endsWith(ending))
    await this.#fillAll(context, Object.fromEntries(texts), (await this.#flush) ?? new Outcomes())
  }

  async #fillAll(
    context: BuildContext,
    bundle: Readonly<Record<string, Asset | Chunk>>,
    outcomes: Outcomes,
  ): Promise<void> {
    for (const { text, replace } of findTokenTexts(bundle)) {
      const edits = await this.#fill(context, text, outcomes)
      if (edits.length > 0) replace(applyEdits(text, edits).toString())
    }
  }

  /** Fails for what a plugin wrote when all else was filled in, rather than ship it. */
  checkWritten(context: BuildContext, bundle: Readonly<Record<string, Asset | Chunk>>): void {
    const names = findTokenTexts(bundle).map(({ name }) => name)
    if (names.length === 0) return
    context.error({
      code: 'PLACEHOLDER_LEFT',
      message:
        `${names.join(', ')} holds what stands in for an image: a plugin wrote it from modules when images had been put ` +
        "in place. It must write before that, in a generateBundle hook with order: 'pre' of a plugin that stands before this one",
    })
  }

  /** When the build fails for another reason, what is known of images is still told. */
  buildFailed(context: BuildContext): void {
    const failures = this.#failuresInGraph(context)
    if (failures.length > 0) context.warn(mentionFailures(failures, this.#pipeline.options.root))
  }

  /** The modules whose images a build writes: those that its chunks use, and where files are listed, all there are. */
  #includedModules(
    context: BuildContext,
    chunks: readonly PlannedChunk[],
  ): { id: string; module: ShownImages; isUsed: boolean }[] {
    // A build without images costs no look at what its chunks are made of.
    if (this.#modules.size === 0 && this.#texts.size === 0) return []
    const used = new Set(chunks.flatMap(({ modules }) => Object.keys(modules)))
    const all = [...context.getModuleIds()]
    const ids = new Set([...used, ...(this.#traits.listsFiles ? all : [])])
    const modules = [...ids].flatMap(id => {
      const module = this.#modules.get(id)
      return module === undefined ? [] : { id, module, isUsed: used.has(id) }
    })
    // A text becomes a file of its own, whatever is left of its module.
    const texts = all.flatMap(id => this.#texts.get(id) ?? [])
    return [
      ...modules,
      ...texts.flatMap(text => ('shown' in text ? [{ id: text.id, module: text.shown, isUsed: true }] : [])),
    ]
  }

  #failuresInGraph(context: BuildContext): Failure[] {
    const ids = new Set(context.getModuleIds())
    const texts = [...ids].flatMap(id => this.#texts.get(id) ?? [])
    return [
      ...[...this.#failures].filter(([id]) => ids.has(id)).map(([, failure]) => failure),
      ...texts.flatMap(text => ('failure' in text ? [text.failure] : [])),
    ]
  }

  #refuse(context: BuildContext, failures: readonly Failure[]): void {
    if (failures.length > 0) context.error(reportFailures(failures, this.#pipeline.options.root))
  }
}

function applyEdits(text: string, edits: readonly Edit[]): MagicString {
  const edited = new MagicString(text)
  for (const { start, end, text: filled } of edits) edited.update(start, end, filled)
  return edited
}
