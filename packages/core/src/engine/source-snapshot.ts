import type { PhotoMetadata } from '../plan/photo-metadata.js'
import type { SourceInfo } from '../plan/source-info.js'
import type { Sources } from './source-catalog.js'

/** Sources as they are when they are first asked for: from then on a file is not looked at again. */
export class SourceSnapshot implements Sources {
  readonly #sources: Sources
  readonly #seen = new Map<string, Promise<SourceInfo>>()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  ready(): Promise<void> {
    return this.#sources.ready()
  }

  lookUp(file: string): Promise<SourceInfo> {
    const seen = this.#seen.get(file)
    if (seen !== undefined) return seen
    const looked = this.#sources.lookUp(file)
    this.#seen.set(file, looked)
    // A failure is not kept: the next look finds the file repaired or fails anew.
    looked.catch(() => this.#seen.delete(file))
    return looked
  }

  photoOf(source: SourceInfo): Promise<PhotoMetadata> {
    return this.#sources.photoOf(source)
  }

  /** Takes note that a file has changed. */
  forget(file: string): void {
    this.#seen.delete(file)
  }
}
