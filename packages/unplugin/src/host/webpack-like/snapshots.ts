import type { Pipeline, Snapshot } from '@lazy-image/core/host'
import type { Compilation } from './compiler.js'

/** One look at the sources for each compilation, which the compilations of its child compilers share. */
export class Snapshots {
  readonly #pipeline: Pipeline
  readonly #byRoot = new WeakMap<Compilation, Snapshot>()

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline
  }

  of(compilation: Compilation): Snapshot {
    const root = findRoot(compilation)
    const snapshot = this.#byRoot.get(root) ?? this.#pipeline.snapshot()
    this.#byRoot.set(root, snapshot)
    return snapshot
  }
}

function findRoot(compilation: Compilation): Compilation {
  const { parentCompilation } = compilation.compiler
  return parentCompilation === undefined ? compilation : findRoot(parentCompilation)
}
