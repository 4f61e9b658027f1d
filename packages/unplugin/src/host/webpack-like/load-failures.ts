import type { LazyImageError } from '@lazy-image/core'
import type { Module } from './compiler.js'

export interface LoadFailure {
  error: LazyImageError
  /** Absolute path and query of the image. */
  id: string
  /** As it is written, where it was claimed last. */
  specifier: string
}

/** Why images could not be loaded, by their modules: not every bundler hands a loader's error on as it was thrown. */
export class LoadFailures {
  readonly #byModule = new Map<string, LoadFailure>()
  readonly #specifiers = new Map<string, string>()
  readonly #translated = new Set<string>()

  /**
   * Takes note of how an image is asked for: a module that only runs during the build is in no graph.
   *
   * @param isTranslated whether it is, in another tool's words.
   */
  noteRequest(id: string, specifier: string, isTranslated: boolean): void {
    this.#specifiers.set(id, specifier)
    if (isTranslated) this.#translated.add(id)
    else this.#translated.delete(id)
  }

  isTranslated(id: string): boolean {
    return this.#translated.has(id)
  }

  note(module: Module, id: string, error: LazyImageError): void {
    this.#byModule.set(module.identifier(), { error, id, specifier: this.#specifiers.get(id) ?? id })
  }

  forget(module: Module): void {
    this.#byModule.delete(module.identifier())
  }

  of(module: Module): LoadFailure | undefined {
    return this.#byModule.get(module.identifier())
  }

  /** The failure that a text quotes. */
  quotedIn(text: string): LoadFailure | undefined {
    return [...this.#byModule.values()].find(({ error }) => text.includes(error.message))
  }
}
