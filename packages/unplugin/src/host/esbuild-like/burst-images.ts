import { setTimeout as wait } from 'node:timers/promises'
import {
  type Diagnostic,
  groupBy,
  LazyImageError,
  Outcomes,
  type Pipeline,
  type PlannedImage,
  type PlannedRequest,
  QuietBatch,
  type RenderOutcome,
  type Snapshot,
} from '@lazy-image/core/host'
import { Importers } from '../../images/importers.js'
import { ModuleFiles } from '../../images/module-files.js'
import { groupEqual } from '../../told/equal.js'
import type { Failure } from '../../told/failure.js'
import { comparePlaces } from '../../told/place.js'
import { toldOf } from '../../told/report.js'
import type { PlacedWarning } from '../../told/warnings.js'

/** Milliseconds after which a module that was resolved is no longer waited for: who asked may not have meant to load it. */
const LOAD_MS = 250

/**
 * Milliseconds without a question after which what has failed is told: bundlers show errors when all is over, so that nobody
 * waits, and what fails for the same reason is then known.
 */
const FAILED_QUIET_MS = 100

/**
 * The images of a bundler that loads modules one by one and never says that all are known: what is asked for in a burst is
 * made in one batch, while the bundler waits.
 */
export class BurstImages {
  readonly importers = new Importers()
  readonly #pipeline: Pipeline
  readonly #warnings: PlacedWarning[] = []
  /** Of this build, by id. */
  readonly #failures = new Map<string, Failure>()
  readonly #toldFailures = new Set<Failure>()
  /** How often something was asked for. */
  #questions = 0
  /** Of this build, by key: the image that names the file of all that are equal to it, as far as known and once it did. */
  readonly #nameGivers = new Map<string, PlannedImage>()
  readonly #named = new Map<string, PlannedImage>()
  readonly #made = new Map<string, RenderOutcome>()
  /** Of requests that become modules, of which the bundler may leave nothing. */
  readonly modules = new ModuleFiles()
  /** Keys of those that become files. */
  readonly #files = new Set<string>()
  /** Loads that must follow a resolution, by id; a function that ends the wait for each. */
  readonly #expected = new Map<string, () => void>()
  readonly #loaded = new Set<string>()
  /** Ids whose importers are to be noted before the next batch. */
  readonly #unnoted = new Set<string>()
  #snapshot: Snapshot
  #batch: QuietBatch

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline
    this.#snapshot = pipeline.snapshot()
    this.#batch = this.#openBatch()
  }

  /** Sources are looked at anew, once each. */
  beginBuild(): void {
    this.importers.beginBuild()
    this.#warnings.length = 0
    this.#nameGivers.clear()
    this.#named.clear()
    this.#made.clear()
    this.#files.clear()
    this.modules.beginBuild()
    this.#unnoted.clear()
    this.lookAnew()
  }

  /** Sources are looked at anew within a build, as in a server that never ends one; what was made stays. */
  lookAnew(): void {
    this.#failures.clear()
    this.#toldFailures.clear()
    this.#loaded.clear()
    this.#snapshot = this.#pipeline.snapshot()
    this.#batch = this.#openBatch()
  }

  /** A resolution under way; no batch begins before its module is loaded. */
  async resolving<Result extends string | null>(resolution: Promise<Result>): Promise<Result> {
    this.#questions++
    const id = await this.#batch.hold(resolution)
    if (id !== null && !this.#loaded.has(id) && !this.#expected.has(id)) void this.#batch.hold(this.#expect(id))
    return id
  }

  async #expect(id: string): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, LOAD_MS)
      this.#expected.set(id, () => {
        clearTimeout(timer)
        resolve()
      })
    })
    this.#expected.delete(id)
  }

  /**
   * What a request comes to; no batch begins meanwhile.
   *
   * @returns null when the defaults leave the image to the bundler after all.
   * @throws {LazyImageError} as planning does.
   */
  async plan(id: string): Promise<PlannedRequest | null> {
    this.#questions++
    const planning = this.#batch.hold(this.#snapshot.plan(id))
    this.#loaded.add(id)
    this.#expected.get(id)?.()
    const planned = await planning
    for (const warning of planned?.warnings ?? this.#pipeline.suspect(id)) await this.warn(id, warning)
    for (const image of planned === null ? [] : imagesOf(planned)) this.#offerName(image)
    return planned
  }

  /**
   * Makes all that a planned request needs, together with what others ask for now.
   *
   * @throws {LazyImageError} of the first image that cannot be made.
   */
  async make(id: string, { module }: PlannedRequest): Promise<Outcomes> {
    const wanted = module.wanted()
    for (const { recipe } of module.files) this.#files.add(recipe.key)
    const missing = wanted.filter(({ key }) => !this.#made.has(key))
    if (missing.length > 0) {
      this.#unnoted.add(id)
      const { byKey } = await this.#batch.render(missing)
      for (const [key, outcome] of byKey) this.#made.set(key, outcome)
    }
    const outcomes = new Outcomes(this.#made)
    for (const recipe of wanted) outcomes.of(recipe)
    return outcomes
  }

  /**
   * Why a request failed, once nothing is asked for any more and it is known what failed for the same reason: one tells for all.
   *
   * @returns null where another request tells it; the bundler then needs something in place of the module.
   */
  async explain(id: string, error: unknown): Promise<[Failure, ...Failure[]] | null> {
    const failure = await this.importers.blame(id, error)
    this.#failures.set(id, failure)
    await this.#silence()
    const equal = groupEqual(this.#sortFailures(), toldOf).find(group => group.includes(failure))
    if (equal?.[0] !== failure || equal.some(other => this.#toldFailures.has(other))) return null
    for (const other of equal) this.#toldFailures.add(other)
    return equal
  }

  /** Failures that came when others had been told for the same reason, which are told then. */
  takeUntold(): Failure[] {
    const untold = this.#sortFailures().filter(failure => !this.#toldFailures.has(failure))
    for (const failure of untold) this.#toldFailures.add(failure)
    return untold
  }

  #sortFailures(): Failure[] {
    return [...this.#failures.values()].sort(({ error: a }, { error: b }) => comparePlaces(a.location, b.location))
  }

  /** Until no batch is open and nobody asks for anything. */
  async #silence(): Promise<void> {
    let known: number
    do {
      known = this.#questions
      await this.#batch.render([]).catch(() => undefined)
      await wait(FAILED_QUIET_MS)
    } while (this.#questions !== known)
  }

  /** The bytes of an output that was made in this build. */
  bytesOf(key: string): Uint8Array {
    return new Outcomes(this.#made).of({ key }).data
  }

  /** The key of a file that is an output made in this build; undefined for any other. */
  keyOf(file: Uint8Array): string | undefined {
    return this.#findKey(file, [...this.#made.keys()])
  }

  /**
   * Every output of this build by its key, with its file; null for what code holds. Those whose modules were dropped have none,
   * and are left out.
   *
   * @param written the files that were written, by their paths.
   */
  listOutputs(written: Iterable<readonly [path: string, content: Uint8Array]>): Map<string, string | null> {
    const bySize = groupBy(this.#made, ([, outcome]) => (outcome instanceof LazyImageError ? -1 : outcome.data.length))
    const outputs = new Map<string, string | null>()
    for (const [key, outcome] of this.#made) {
      if (!this.#files.has(key) && !(outcome instanceof LazyImageError)) outputs.set(key, null)
    }
    for (const [path, content] of written) {
      const key = this.#findKey(
        content,
        (bySize.get(content.length) ?? []).map(([same]) => same),
      )
      if (key !== undefined) outputs.set(key, path)
    }
    return outputs
  }

  /** The key of an output with the very bytes of a file. */
  #findKey(file: Uint8Array, keys: readonly string[]): string | undefined {
    const outcomes = new Outcomes(this.#made)
    return keys.find(key => {
      const data = outcomes.find({ key })?.data
      return data !== undefined && data.length === file.length && Buffer.compare(data, file) === 0
    })
  }

  /** The image after which the file of an output is named; from the first time that this is asked, the same. */
  nameGiverOf(key: string): PlannedImage {
    const image = this.#named.get(key) ?? this.#nameGivers.get(key)
    if (image === undefined) throw new LazyImageError('ENGINE_FAILURE', `No image was planned for ${key}`)
    this.#named.set(key, image)
    return image
  }

  /** Keeps a warning for the end of the build, where equal ones are told as one. */
  async warn(id: string, diagnostic: Diagnostic): Promise<void> {
    this.#warnings.push(await this.importers.place(id, diagnostic))
  }

  /** The warnings that were kept, which are then told. */
  takeWarnings(): PlacedWarning[] {
    return this.#warnings.splice(0)
  }

  /** Of equal pictures with different names the one whose path comes first, whatever was found first. */
  #offerName(image: PlannedImage): void {
    const known = this.#nameGivers.get(image.recipe.key)
    if (known === undefined || image.source.file < known.source.file) this.#nameGivers.set(image.recipe.key, image)
  }

  #openBatch(): QuietBatch {
    const snapshot = this.#snapshot
    return new QuietBatch(async recipes => {
      const ids = [...this.#unnoted]
      this.#unnoted.clear()
      await this.importers.noteIn(this.#pipeline.ledger, ids)
      return snapshot.render(recipes)
    })
  }
}

function imagesOf({ module: { files, readings } }: PlannedRequest): readonly PlannedImage[] {
  return [...files, ...readings]
}
