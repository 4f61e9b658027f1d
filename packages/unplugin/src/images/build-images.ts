import {
  type Diagnostic,
  type ImageModule,
  type Outcomes,
  type Pipeline,
  type PlannedImage,
  type PlannedRequest,
  type Recipe,
  readExpression,
  type Snapshot,
} from '@lazy-image/core/host'
import type MagicString from 'magic-string'
import { wordBudget } from '../told/budgets.js'
import { type HostError, mentionFailures, reportFailures } from '../told/report.js'
import { type PlacedWarning, wordWarnings } from '../told/warnings.js'
import { BuildBatch } from './build-batch.js'
import { BuildModules } from './build-modules.js'
import { BuildTexts } from './build-texts.js'
import type { BuildTraits, FileUse } from './build-traits.js'
import { type Asset, type Chunk, findStubs, type PlannedChunk } from './bundle.js'
import { closeAccount } from './close-account.js'
import { type EmitContext, EmittedFiles } from './emitted-files.js'
import { FAILED_MODULE } from './failed-module.js'
import { fill, fillBundle } from './fill.js'
import { isFileId } from './image-id.js'
import { Importers } from './importers.js'
import { markLink } from './inline-limit.js'
import { listFiles, listPages } from './list-outputs.js'
import { listOriginalNames, listPlainNames } from './original-names.js'
import type { PlaceKind } from './places/place-kind.js'
import type { TextRequest, Written } from './text-request.js'

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
  /** URLs that pages keep from the bundler, as they are written. */
  readonly left: Set<string> = new Set()
  /** Names of files that are images by now: none of them is a text. */
  readonly written: Set<string> = new Set()
  readonly #pipeline: Pipeline
  readonly #traits: BuildTraits
  readonly #files = new EmittedFiles()
  readonly texts: BuildTexts<BuildContext>
  readonly batch: BuildBatch
  readonly #modules: BuildModules
  readonly #warnings: PlacedWarning[] = []
  readonly #underway = new Set<Promise<unknown>>()
  #snapshot: Snapshot

  constructor(pipeline: Pipeline, traits: BuildTraits) {
    this.#pipeline = pipeline
    this.#traits = traits
    this.#snapshot = pipeline.snapshot()
    this.texts = new BuildTexts({
      importers: this.importers,
      traits,
      root: pipeline.options.root,
      filesOf: id => pipeline.filesOf(id),
      plan: (context, id) => this.#plan(context, id),
      emit: (context, id, module, image) => this.#emit(context, id, module, image),
    })
    this.#modules = new BuildModules(this.texts)
    this.batch = new BuildBatch({
      pipeline,
      traits,
      modules: this.#modules,
      importers: this.importers,
      snapshot: () => this.#snapshot,
    })
  }

  /** Sources are looked at anew, once each. */
  beginBuild(): void {
    this.importers.beginBuild()
    this.#modules.beginBuild()
    this.#snapshot = this.#pipeline.snapshot()
  }

  /**
   * The module of an image request. A failure is kept for the end of the build, where it is told together with all
   * others; until then an empty module stands in.
   */
  async load(context: BuildContext, id: string): Promise<{ code: string; moduleSideEffects: false } | null> {
    if (!isFileId(id) || !this.#pipeline.claims(id)) return null
    this.#modules.beginLoad(id)
    for (const file of this.#pipeline.filesOf(id)) context.addWatchFile(file)
    try {
      const code = await this.#load(context, id)
      this.#modules.succeed(id)
      return code === null ? null : { code, moduleSideEffects: false }
    } catch (error) {
      this.#modules.fail(id, await this.importers.blame(id, error))
      return { code: FAILED_MODULE, moduleSideEffects: false }
    }
  }

  async #load(context: BuildContext, id: string): Promise<string | null> {
    const planned = await this.#plan(context, id)
    if (planned === null) return null
    const { module } = planned
    this.#modules.note(id, module)
    const { urlExpression, urlInText, inlineLimit } = this.#traits
    return module.code(image => {
      const reference = this.#emit(context, id, module, image)
      if (inlineLimit === null || urlInText === null) return urlExpression(reference)
      return JSON.stringify(markLink(urlInText(reference), image.recipe, inlineLimit, this.#pipeline.options.root))
    })
  }

  /** A request with what is to be told of it told; null where it is left to the bundler. */
  async #plan(context: BuildContext, id: string): Promise<PlannedRequest | null> {
    const planned = await this.#snapshot.plan(id, { hostKeys: this.#traits.hostKeys })
    const warnings = planned?.warnings ?? this.#pipeline.suspect(id)
    for (const warning of warnings) await this.warn(context, id, warning)
    return planned
  }

  /** Keeps a warning for the end of the modules, where equal ones are told as one. */
  async warn(_context: Pick<BuildContext, 'warn'>, id: string, diagnostic: Diagnostic): Promise<void> {
    this.#warnings.push(await this.importers.place(id, diagnostic))
  }

  /** Work on a request: what is to be told of it belongs to this build, however that ends. */
  async waitedFor<Result>(work: Promise<Result>): Promise<Result> {
    this.#underway.add(work)
    try {
      return await work
    } finally {
      this.#underway.delete(work)
    }
  }

  /**
   * Every module has been read, or one has failed: what was to be told of them is told. A bundler fails over the first
   * request that nobody finds, while others are still being looked at.
   */
  async tellWarnings(context: BuildContext): Promise<void> {
    await Promise.allSettled(this.#underway)
    for (const text of wordWarnings(this.#warnings.splice(0), this.#pipeline.options.root)) context.warn(text)
  }

  /** Fails with what is known to fail before anything is made. */
  refuseEarly(context: BuildContext): void {
    if (!this.#pipeline.options.keepGoing) this.batch.refuseKnown(context)
  }

  /** Every module has been read: a manifest lists photographs under their bare paths too. */
  namePlainly(context: BuildContext): void {
    if (!this.#traits.listsFiles) return
    const ids = new Set(context.getModuleIds())
    const inGraph = this.#modules.inGraph(ids)
    for (const { name, image } of listPlainNames(inGraph, ids, this.#pipeline.options.root)) {
      this.#files.emit(context, image, [name])
    }
  }

  #emit(context: BuildContext, id: string, module: Pick<ImageModule, 'files'>, image: PlannedImage): string {
    return this.#files.emit(context, image, listOriginalNames(id, module, image, this.#pipeline.options.root))
  }

  /** What stands in a text in place of a request. @param module of the text. */
  write<Value>(
    context: BuildContext,
    module: string,
    request: TextRequest,
    kind: PlaceKind<Value>,
  ): Promise<Written<Value>> {
    return this.texts.write(context, module, request, kind)
  }

  /** A new output begins: what is included may differ from the one before. */
  renderStart(): void {
    this.batch.forget()
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
    const outcomes = await this.batch.outcomes(context, () => chunks)
    return fill(code, this.batch.fillingWith(context, outcomes))
  }

  /**
   * Swaps bytes in for the stubs of included images and removes the others; what else holds tokens is filled in.
   *
   * @param output its format, and the absolute folder that it goes to, as far as that is known.
   */
  async generateBundle(
    context: BuildContext,
    { format, folder }: { format: string; folder: string | null },
    bundle: Record<string, Asset | Chunk>,
  ): Promise<void> {
    const stubs = findStubs(bundle)
    const wanted = this.batch.includedStubs(context, bundle, stubs)
    const included = new Map(wanted.map(({ stub, recipe }) => [stub.name, recipe]))
    const recipes = this.#traits.emitsAssets ? [...included.values()] : []
    // A bundle of pages alone may have no chunk.
    const made = await this.batch.outcomes(context, () => Object.values(bundle).filter(file => file.type === 'chunk'))
    const outcomes = await this.batch.complete(context, recipes, made)
    const known = new Set(this.#modules.knownFiles().map(({ recipe }) => recipe.key))
    this.written.clear()
    for (const { name, asset, key } of stubs) {
      // Another plugin's of ours, as of a tool that brings its own.
      if (!known.has(key)) continue
      const isInline =
        this.#traits.placeFile({ format, relativePath: name }) === 'inline' ||
        this.#isInlined(included.get(name), outcomes)
      if (!included.has(name) || (isInline && !this.#traits.listsFiles)) delete bundle[name]
      else if (outcomes.has({ key })) {
        asset.source = outcomes.of({ key }).data
        this.written.add(name)
      }
    }
    await fillBundle(bundle, this.batch.fillingWith(context, outcomes), this.written)
    const names = new Map(stubs.flatMap(({ name, key }) => (this.written.has(name) ? [[key, name] as const] : [])))
    await this.#closeAccount(context, bundle, { folder, names })
    await this.#noteUnused(context, bundle)
    await this.#pipeline.sweepCache()
  }

  /** Tells the ledger which modules of the graph no chunk has anything of. */
  async #noteUnused(context: BuildContext, bundle: Readonly<Record<string, Asset | Chunk>>): Promise<void> {
    const { ledger } = this.#pipeline
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
    const unused = this.#modules.unused(chunks, new Set(context.getModuleIds()))
    await this.importers.noteIn(ledger, unused)
    ledger.noteUnused(unused)
  }

  /** @param names of the files that are written, by the keys of what is in them. */
  async #closeAccount(
    context: BuildContext,
    bundle: Readonly<Record<string, Asset | Chunk>>,
    { folder, names }: { folder: string | null; names: ReadonlyMap<string, string> },
  ): Promise<void> {
    const { root } = this.#pipeline.options
    const { failures, warnings } = await closeAccount(this.#pipeline, () => ({
      side: this.#traits.side,
      files: listFiles([...this.batch.includedKeys(context, bundle), ...names.keys()], names, folder),
      pages: listPages(bundle, ids => this.#modules.keysShownBy(ids), root),
    }))
    for (const warning of warnings) context.warn(wordBudget(warning, root))
    if (failures.length === 0) return
    await this.#pipeline.flushCache()
    context.error(reportFailures(failures, root))
  }

  /** Whether an image stands wherever code, a stylesheet or a page refers to it. */
  #isInlined(recipe: Recipe | undefined, outcomes: Outcomes): boolean {
    const { inlineLimit } = this.#traits
    if (recipe === undefined || inlineLimit === null || this.texts.isLinked(recipe)) return false
    const made = outcomes.find(recipe)
    return made !== undefined && inlineLimit.isInline(recipe.file, made.data)
  }

  /** Fills in what a bundler's own plugins wrote of texts when all else had been. @param ending of their names. */
  async fillTexts(
    context: BuildContext,
    bundle: Readonly<Record<string, Asset | Chunk>>,
    ending: string,
  ): Promise<void> {
    const texts = Object.entries(bundle).filter(([name]) => name.endsWith(ending))
    const outcomes = await this.batch.outcomesSoFar()
    await fillBundle(Object.fromEntries(texts), this.batch.fillingWith(context, outcomes))
  }

  /** When the build fails for another reason, what is known of images is still told. */
  buildFailed(context: BuildContext): void {
    const failures = this.#modules.failures(context.getModuleIds())
    if (failures.length > 0) context.warn(mentionFailures(failures, this.#pipeline.options.root))
  }
}
