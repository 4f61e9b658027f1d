import type { BatchReport, Options } from '@lazy-image/core'
import type { Feature } from '../../matrix/feature.js'
import type { HostFacts } from '../../matrix/host-facts.js'
import type { Project } from '../project.js'

/** A bundler under test. */
export interface Host {
  readonly name: string
  /** Whether it tells each error by itself, at its import; else one error lists all. */
  readonly tellsEach?: true
  /** Whether images are made while modules are loaded, when nobody knows yet which of them are used. */
  readonly makesUnused?: true
  /** Whether it takes a text of several URLs for something that has an effect, so that an unused one stays, with its files. */
  readonly keepsTexts?: true
  /** Whether it runs in a process of its own, into which a test cannot look. */
  readonly runsApart?: true
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

/** Where a page's files are served: at the root, below a path, or wherever the page lies. */
export type Base = '/' | '/sub/' | './'

/**
 * A way to build a page, for the matrix (`e2e/matrix`). A bundler may have several: other loaders, other settings. Its facts are
 * data in `e2e/matrix/hosts`, because docs/hosts.md is written from them.
 */
export interface PageHost {
  readonly facts: HostFacts
  /** Rows that need nothing else, for a set-up that differs from another in these alone. */
  readonly only?: readonly Feature[]
  /** The base that it is tried with where another set-up of the same code has all of them; LAZY_IMAGE_BASES=all tries each. */
  readonly usualBase?: Base
  /**
   * Builds the page `index.html` of a project, with its module `src/entry.js`, into `dist`, minified where that is usual. The
   * static server then has `dist/index.html` at the base. A bundler without HTML leaves the page to `writePage`.
   *
   * What projects expect: an alias `@` for `src`; `tsconfig.json` and `postcss.config.mjs` of the root; what is in `public`
   * copied as it is. None of it matters to a host whose facts say that it lacks the feature.
   */
  buildPage(project: Project, settings: { base: Base; options: Options }): Promise<BuiltPage>
  /** Starts a dev server of the same page. */
  servePage?(project: Project, settings: { options: Options }): Promise<ServedPage>
}

export type BuiltPage = Pick<Built, 'failure' | 'warnings'>

export interface ServedPage {
  /** Of the page. */
  url: string
  close(): Promise<void>
}

/** A build is about to begin: nothing of an earlier one is left but where the project keeps it, batches are recorded. */
export function beginBuild(
  project: Project,
  options: Options | undefined,
): { options: Options; batches: BatchReport[] } {
  if (!project.keepsOutput) project.remove('dist')
  const batches: BatchReport[] = []
  const onBatch = (report: BatchReport) => {
    batches.push(report)
    options?.onBatch?.(report)
  }
  return { batches, options: { cache: { dir: project.cacheFolder }, ...options, onBatch } }
}
