import type { BatchReport, Options } from '@lazy-image/core'
import type { Project } from '../project.js'

/** A bundler under test. */
export interface Host {
  readonly name: string
  /**
   * Builds `src/entry.js` of a project into `dist` as an ES module with its exports kept, unminified, with `/` as the
   * base of URLs where the bundler has such a thing.
   */
  build(project: Project, options?: Options): Promise<Built>
}

export interface Built {
  /** What the plugin reported, one for each batch. */
  batches: readonly BatchReport[]
  /** The errors as their user sees them, without colours; null when the build succeeded. */
  failure: string | null
  /** The warnings as their user sees them. */
  warnings: string
  /** Absolute path of the built entry. */
  entry: string
}

/** A build is about to begin: nothing of an earlier one is left, batches are recorded, the cache is the project's. */
export function beginBuild(
  project: Project,
  options: Options | undefined,
): { options: Options; batches: BatchReport[] } {
  project.remove('dist')
  const batches: BatchReport[] = []
  const onBatch = (report: BatchReport) => {
    batches.push(report)
    options?.onBatch?.(report)
  }
  return { batches, options: { cache: { dir: project.cacheFolder }, ...options, onBatch } }
}
