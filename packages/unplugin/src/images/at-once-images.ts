import {
  type AtOnce,
  type Diagnostic,
  importAtOnce,
  locateFile,
  type Pipeline,
  type PlannedImage,
  type Reading,
  readMade,
  splitId,
  toSlashes,
} from '@lazy-image/core/host'
import { type HostError, reportFailures } from '../told/report.js'
import { RunningWarnings } from '../told/warnings.js'
import { isFileId } from './image-id.js'
import { Importers } from './importers.js'
import type { PlaceKind } from './places/place-kind.js'
import type { TextRequest, Written } from './text-request.js'

export interface AtOnceContext {
  addWatchFile(file: string): void
  warn(message: string): void
  error(error: HostError): never
}

/** What differs between hosts that answer at once. */
export interface AtOnceTraits {
  /** Query keys that belong to the bundler. */
  hostKeys: ReadonlySet<string>
  urlOf(image: PlannedImage): string
  /** @throws {LazyImageError} where a file may not be read. */
  checkAccess(file: string): void
}

/**
 * Images of modules that run now: in a dev server, in a test runner, in what evaluates code during a build. A module is
 * answered from the image's header, with values as they are and URLs that name their directives; a file is made when its
 * URL is asked for.
 */
export class AtOnceImages {
  readonly importers = new Importers()
  readonly #pipeline: Pipeline
  readonly #traits: AtOnceTraits
  /** Modules that refer to an output, by its key: who is to blame when it cannot be made. */
  readonly #modules = new Map<string, string>()
  /** Ids of modules by their file, where an id holds its name encoded. */
  readonly #encoded = new Map<string, readonly string[]>()
  /** Files of images that could not be had. */
  readonly #broken = new Set<string>()
  #warnings: RunningWarnings | undefined

  constructor(pipeline: Pipeline, traits: AtOnceTraits) {
    this.#pipeline = pipeline
    this.#traits = traits
  }

  beginBuild(): void {
    this.importers.beginBuild()
  }

  /** The module of an image request; waits for an image only when something is read off it. */
  async load(context: AtOnceContext, id: string): Promise<string | null> {
    if (!isFileId(id) || !this.#pipeline.claims(id)) return null
    const { path } = splitId(id)
    const file = locateFile(path)
    // A bundler takes what it watches for an import, and finds no file whose name ends in its middle.
    if (file === path) context.addWatchFile(file)
    else this.#encoded.set(toSlashes(file), [...this.idsOf(file), id])
    const files = this.#pipeline.filesOf(id)
    for (const other of files.slice(1)) context.addWatchFile(other)
    try {
      // A module tells sizes of the image, so it is no less a look into the file than the image itself.
      for (const read of files) this.#traits.checkAccess(read)
      return await this.#load(context, id)
    } catch (error) {
      for (const broken of files) this.noteBroken(broken)
      context.error(reportFailures([await this.importers.blame(id, error)], this.#pipeline.options.root))
    }
  }

  /** Tells a warning; of equal ones the first, and then how many more there are. */
  async warn(context: Pick<AtOnceContext, 'warn'>, id: string, diagnostic: Diagnostic): Promise<void> {
    const placed = await this.importers.place(id, diagnostic)
    this.#warnings ??= new RunningWarnings(this.#pipeline.options.root, message => context.warn(message))
    this.#warnings.add(placed)
  }

  async #load(context: AtOnceContext, id: string): Promise<string | null> {
    const made = await this.#make(context, id)
    return made === null ? null : made.code(image => JSON.stringify(this.#traits.urlOf(image)))
  }

  async #make(context: AtOnceContext, id: string): Promise<AtOnce | null> {
    const warn = async (warnings: readonly Diagnostic[]) => {
      for (const warning of warnings) await this.warn(context, id, warning)
    }
    await this.importers.noteIn(this.#pipeline.ledger, [id])
    // What would have to be encoded to choose a format is not: the module is wanted now.
    const { hostKeys } = this.#traits
    const made = await importAtOnce(this.#pipeline, this.#asWritten(id), { hostKeys, mayEncode: false, warn })
    if (made === null) {
      await warn(this.#pipeline.suspect(id))
      return null
    }
    for (const image of [...made.plan.images, ...made.plan.directed.flatMap(({ images }) => images)]) {
      this.#modules.set(image.recipe.key, id)
    }
    return made
  }

  /**
   * What stands in a text in place of a request.
   *
   * @param context of the text's module, which is made anew when the image changes.
   */
  async write<Value>(
    context: AtOnceContext,
    _module: string,
    { id, file, specifier, place, location }: TextRequest,
    kind: PlaceKind<Value>,
  ): Promise<Written<Value>> {
    const files = this.#pipeline.filesOf(id)
    for (const watched of files) context.addWatchFile(watched)
    this.importers.record(id, file, specifier)
    try {
      for (const read of files) this.#traits.checkAccess(read)
      const made = await this.#make(context, id)
      if (made === null) return null
      const read = ({ recipe }: PlannedImage, reading: Reading) => readMade(recipe, made.outcomes.of(recipe), reading)
      return { value: kind.write({ planned: made, place }, { url: this.#traits.urlOf, read }) }
    } catch (error) {
      for (const broken of files) this.noteBroken(broken)
      return { failure: await this.importers.blame(id, error, location) }
    }
  }

  /** The query as it is written, so that what is told of it points at the right part. */
  #asWritten(id: string): string {
    const { path, query } = splitId(id)
    const written = this.importers.specifierOf(id)
    const decoded = query.replaceAll('%23', '#').replaceAll('%2F', '/')
    return written?.endsWith(decoded) ? `${path}?${decoded}` : id
  }

  /** The module that refers to an output, as far as known. */
  moduleOf(key: string): string | undefined {
    return this.#modules.get(key)
  }

  /** The modules of a file that a bundler does not know by its name. */
  idsOf(file: string): readonly string[] {
    return this.#encoded.get(toSlashes(file)) ?? []
  }

  noteBroken(file: string): void {
    this.#broken.add(toSlashes(file))
  }

  /** Whether an image could not be had since the last time that this was asked: a change of its file may repair it. */
  wasBroken(file: string): boolean {
    return this.#broken.delete(toSlashes(file))
  }
}
