import type { ImageModule, PlannedImage } from '@lazy-image/core/host'
import type { Failure } from '../told/failure.js'
import type { RequestInText } from './build-texts.js'
import type { PlannedChunk } from './bundle.js'
import type { ShownImages } from './text-request.js'

/** What of a build shows images, and what its bundler says of it. */
export interface IncludedModule {
  /** Of the image request. */
  id: string
  module: ShownImages
  /** Whether it is in the output; else a file is written for those who look it up. */
  isUsed: boolean
}

/** The texts of a build, by their modules. */
interface Texts {
  readonly size: number
  get(module: string): readonly RequestInText[]
  values(): Iterable<readonly RequestInText[]>
}

/** The image modules of a build: what each is, or why it is none. */
export class BuildModules {
  readonly #texts: Texts
  readonly #modules = new Map<string, ImageModule>()
  readonly #failures = new Map<string, Failure>()
  /** Ids that were asked for in this build. */
  readonly #loaded = new Set<string>()

  constructor(texts: Texts) {
    this.#texts = texts
  }

  beginBuild(): void {
    this.#loaded.clear()
  }

  /** A module is asked for. */
  beginLoad(id: string): void {
    this.#loaded.add(id)
  }

  note(id: string, module: ImageModule): void {
    this.#modules.set(id, module)
  }

  succeed(id: string): void {
    this.#failures.delete(id)
  }

  fail(id: string, failure: Failure): void {
    this.#modules.delete(id)
    this.#failures.set(id, failure)
  }

  /** Those of a graph, by id. */
  inGraph(ids: ReadonlySet<string>): Map<string, ImageModule> {
    return new Map([...this.#modules].filter(([id]) => ids.has(id)))
  }

  /** Those whose images a build writes: what its chunks use, and where files are listed, all of its graph. */
  included(chunks: readonly PlannedChunk[], graph: () => Iterable<string>, listsFiles: boolean): IncludedModule[] {
    // A build without images costs no look at what its chunks are made of.
    if (this.#modules.size === 0 && this.#texts.size === 0) return []
    const used = new Set(chunks.flatMap(({ modules }) => Object.keys(modules)))
    const all = [...graph()]
    const modules = [...new Set([...used, ...(listsFiles ? all : [])])].flatMap(id => {
      const module = this.#modules.get(id)
      return module === undefined ? [] : { id, module, isUsed: used.has(id) }
    })
    // A text becomes a file of its own, whatever is left of its module.
    const texts = all.flatMap(id => this.#texts.get(id))
    return [
      ...modules,
      ...texts.flatMap(text => ('shown' in text ? [{ id: text.id, module: text.shown, isUsed: true }] : [])),
    ]
  }

  /** Ids of those of a graph that no chunk has anything of. */
  unused(chunks: readonly PlannedChunk[], graph: ReadonlySet<string>): string[] {
    const used = new Set(chunks.flatMap(({ modules }) => Object.keys(modules)))
    return [...this.inGraph(graph).keys()].filter(id => !used.has(id))
  }

  /** The files of every module that was ever asked for, also by a plugin that wants what is in it. */
  knownFiles(): PlannedImage[] {
    const texts = [...this.#texts.values()].flat()
    return [
      ...[...this.#modules.values()].flatMap(({ files }) => files),
      ...texts.flatMap(text => ('shown' in text ? text.shown.files : [])),
    ]
  }

  /** Keys of the files of each image that modules ask for, or that texts of them show. */
  keysShownBy(ids: Iterable<string>): string[][] {
    return [...ids].flatMap(id => {
      const texts = this.#texts.get(id).flatMap(text => ('shown' in text ? [text.shown] : []))
      const shown = [this.#modules.get(id) ?? [], texts].flat()
      return shown.map(({ files }) => files.map(({ recipe }) => recipe.key)).filter(keys => keys.length > 0)
    })
  }

  /** Why modules and texts of a graph have no images. */
  failures(graph: Iterable<string>): Failure[] {
    const ids = new Set(graph)
    const texts = [...ids].flatMap(id => this.#texts.get(id))
    return [
      // A plugin may have asked for a module that is in no graph.
      ...[...this.#failures].filter(([id]) => ids.has(id) || this.#loaded.has(id)).map(([, failure]) => failure),
      ...texts.flatMap(text => ('failure' in text ? [text.failure] : [])),
    ]
  }
}
