import type { PlannedRequest } from '@lazy-image/core/host'

/** Which files the modules of requests refer to, for bundlers that tell only by their output what they have left of a module. */
export class ModuleFiles {
  /** Keys by id. */
  readonly #files = new Map<string, readonly string[]>()

  beginBuild(): void {
    this.#files.clear()
  }

  note(id: string, { module }: PlannedRequest): void {
    this.#files.set(
      id,
      module.files.map(({ recipe }) => recipe.key),
    )
  }

  /** Ids of requests that refer to files, and to none but these. @param keys of files. */
  among(keys: ReadonlySet<string>): string[] {
    return [...this.#files].flatMap(([id, files]) => (files.length > 0 && files.every(key => keys.has(key)) ? id : []))
  }
}
