import { findBinaries, load } from './load.js'
import type { Binding } from './wire.js'

export { NativeLoadError } from './load-failure.js'
export type * from './wire.js'
export { findBinaries }

let binding: Binding | undefined

/**
 * The engine, loaded at the first call.
 *
 * @throws {NativeLoadError} when no binary fits this platform.
 */
export function loadBinding(): Binding {
  binding ??= load()
  return binding
}
