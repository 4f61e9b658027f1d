import type { LazyImageError } from '@lazy-image/core'
import type { Module } from './compiler.js'

/** Why images could not be loaded, by their modules: not every bundler hands a loader's error on as it was thrown. */
export class LoadFailures {
  readonly #byModule = new Map<string, LazyImageError>()

  note(module: Module, error: LazyImageError): void {
    this.#byModule.set(module.identifier(), error)
  }

  forget(module: Module): void {
    this.#byModule.delete(module.identifier())
  }

  of(module: Module): LazyImageError | undefined {
    return this.#byModule.get(module.identifier())
  }
}
