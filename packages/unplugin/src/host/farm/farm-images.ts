import { existsSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import {
  decodePath,
  LazyImageError,
  locateFile,
  Outcomes,
  type Pipeline,
  type PlannedRequest,
  type Recipe,
  type Snapshot,
  splitId,
  UrlOf,
} from '@lazy-image/core/host'
import { FAILED_MODULE } from '../../images/failed-module.js'
import { Importers } from '../../images/importers.js'
import { ModuleFiles } from '../../images/module-files.js'
import { OutputImports } from '../../images/output-imports.js'
import { resolveImage } from '../../images/resolve-image.js'
import { outputOfUrl } from '../../images/style-output.js'
import type { Failure } from '../../told/failure.js'
import { type PlacedWarning, wordWarnings } from '../../told/warnings.js'
import type { StubFiles } from './stub-files.js'

/** An output's file, as a module of ours asks for it. */
export const OWN_SCHEME = 'lazy-image'

/** The images of one compiler of Farm, as far as its modules need them. */
export class FarmImages {
  readonly importers = new Importers()
  /** Of the build that goes on. What Farm has from its cache is not among them. */
  readonly modules = new ModuleFiles()
  readonly #pipeline: Pipeline
  readonly #stubs: StubFiles
  /** Whether what is read off images is known when a module is loaded; else tokens stand in for it. */
  readonly #readsAtOnce: () => boolean
  /** By id: they are told until a module is made anew or asked for no more. */
  readonly #failures = new Map<string, Failure>()
  /** Ids of failures that nobody was told of. */
  readonly #untold = new Set<string>()
  readonly #warnings: PlacedWarning[] = []
  /** By key of an output, who asks for it. */
  readonly #askers = new Map<string, Set<string>>()
  /** By id of a request in a style, the key of the stub that stands there. */
  readonly #styled = new Map<string, string>()
  #snapshot: Snapshot

  constructor(pipeline: Pipeline, stubs: StubFiles, readsAtOnce: () => boolean) {
    this.#pipeline = pipeline
    this.#stubs = stubs
    this.#readsAtOnce = readsAtOnce
    this.#snapshot = pipeline.snapshot()
  }

  /** Sources are looked at anew, once each. */
  beginBuild(): void {
    this.importers.beginBuild()
    this.modules.beginBuild()
    this.#snapshot = this.#pipeline.snapshot()
  }

  get snapshot(): Snapshot {
    return this.#snapshot
  }

  /**
   * The id of an image request, null for anything else.
   *
   * @param importer as Farm names it: from the root, perhaps with a query.
   * @param isInStyle where a path without a dot is one all the same.
   * @param ask resolves as Farm does without us.
   */
  find(
    source: string,
    importer: string | null,
    isInStyle: boolean,
    ask: (source: string) => Promise<string | null>,
  ): Promise<string | null> {
    const { root } = this.#pipeline.options
    const from = importer === null ? undefined : resolve(root, splitId(importer).path)
    const beside = resolve(from === undefined ? root : dirname(from), decodePath(splitId(source).path))
    const written = isInStyle && !/^[./]/.test(source) && existsSync(beside) ? `./${source}` : source
    return resolveImage(written, from, {
      pipeline: this.#pipeline,
      importers: this.importers,
      root,
      isServed: false,
      unknownImporter: null,
      publicFile: () => null,
      urlFile: () => null,
      warn: async (id, diagnostic) => void this.#warnings.push(await this.importers.place(id, diagnostic)),
      resolve: async request => {
        const id = await ask(request)
        return id === null || !isAbsolute(id) ? null : { id, external: false }
      },
    })
  }

  /** Whether a picture that is asked for is no longer there. */
  isGone(picture: string): boolean {
    return !existsSync(picture) && this.importers.hasImported(picture)
  }

  /**
   * Has the stubs of a picture in styles stand for it as it is now; what fails joins the failures.
   *
   * @returns whether there are any.
   */
  async renewStyles(picture: string): Promise<boolean> {
    const asked = [...this.#styled].filter(([id]) => locateFile(splitId(id).path) === picture)
    if (asked.length > 0) this.beginBuild()
    for (const [id, key] of asked) {
      const value = (await this.plan(id))?.value
      if (value instanceof UrlOf) this.#stubs.renew(key, value.image.recipe)
    }
    return asked.length > 0
  }

  /** What a request comes to; null where it is left to Farm or could not be planned, which is kept for the end. */
  async plan(id: string): Promise<PlannedRequest | null> {
    try {
      const planned = await this.#snapshot.plan(id)
      this.#failures.delete(id)
      for (const warning of planned?.warnings ?? this.#pipeline.suspect(id)) {
        this.#warnings.push(await this.importers.place(id, warning))
      }
      for (const { key } of planned?.module.wanted() ?? []) {
        this.#askers.set(key, (this.#askers.get(key) ?? new Set()).add(id))
      }
      return planned
    } catch (error) {
      await this.noteFailure(id, error)
      return null
    }
  }

  async noteFailure(id: string, error: unknown): Promise<void> {
    this.#failures.set(id, await this.importers.blame(id, error))
    this.#untold.add(id)
  }

  /** The code of a request's module, which imports the stubs of its outputs. */
  async writeModule(id: string): Promise<string> {
    const planned = await this.plan(id)
    if (planned === null) {
      const file = locateFile(splitId(id).path)
      return this.#failures.has(id) ? FAILED_MODULE : `export { default } from ${JSON.stringify(file)};\n`
    }
    this.modules.note(id, planned)
    const { module } = planned
    const imports = new OutputImports(image => `${OWN_SCHEME}:${this.#stubs.write(image)}`)
    const outcomes = this.#readsAtOnce() ? await this.#read(id, planned) : undefined
    if (outcomes === null) return FAILED_MODULE
    const code = module.code(image => imports.nameOf(image), outcomes)
    return imports.statements() + code
  }

  /** Absolute path of the stub of a request in a style, where only a file can stand; null where Farm is to have it. */
  async writeStub(id: string): Promise<string | null> {
    const failed = this.#stubs.writeFailed(id)
    const planned = await this.plan(id)
    if (planned === null) return this.#failures.has(id) ? failed : null
    try {
      const { value } = planned
      if (outputOfUrl(planned).isInline || !(value instanceof UrlOf)) throw refuseInline()
      this.#styled.set(id, value.image.recipe.key)
      return this.#stubs.pathOf(this.#stubs.write(value.image))
    } catch (error) {
      await this.noteFailure(id, error)
      return failed
    }
  }

  /** Makes what a module reads off images; null where that failed. */
  async #read(id: string, { module }: PlannedRequest): Promise<Outcomes | null> {
    const recipes = module.readings.map(({ recipe }) => recipe)
    const outcomes = await this.#snapshot.render(recipes)
    try {
      for (const recipe of recipes) outcomes.of(recipe)
      return outcomes
    } catch (error) {
      await this.noteFailure(id, error)
      return null
    }
  }

  /** Makes outputs in one batch; what could not be made joins the failures. */
  async render(recipes: readonly Recipe[]): Promise<Outcomes> {
    if (recipes.length === 0) return new Outcomes()
    const ids = new Set(recipes.flatMap(({ key }) => this.#askersOf(key)))
    await this.importers.noteIn(this.#pipeline.ledger, ids)
    const outcomes = await this.#snapshot.render(recipes)
    for (const { key, error } of outcomes.errors()) {
      const file = recipes.find(recipe => recipe.key === key)?.file ?? key
      const askers = this.#askersOf(key)
      for (const id of askers.length > 0 ? askers : [file]) await this.noteFailure(id, error)
    }
    return outcomes
  }

  /** None where Farm has what refers to an output from its cache. */
  #askersOf(key: string): readonly string[] {
    return [...(this.#askers.get(key) ?? [])]
  }

  /** Why images cannot be had. Farm does not say which modules there are: what no code asks for any more is forgotten. */
  async listFailures(): Promise<Failure[]> {
    for (const id of this.#failures.keys()) {
      if (!this.#untold.has(id) && !(await this.importers.areThere(id))) this.#failures.delete(id)
    }
    this.#untold.clear()
    return [...this.#failures.values()]
  }

  takeWarnings(): string[] {
    return wordWarnings(this.#warnings.splice(0), this.#pipeline.options.root)
  }
}

/** What in the query of a module of ours holds the request's, encoded: Farm panics at a second `=`. */
export const OWN_QUERY = 'lazy-image'

function refuseInline(): LazyImageError {
  return new LazyImageError('PLACE_UNFIT', 'Farm puts a file into url() of a style; leave out inline')
}
