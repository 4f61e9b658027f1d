import type { CacheFolder, ResolvedCache } from '@lazy-image/core/host'

/** What an action is asked besides its name. */
export interface Asked {
  /** Absolute path of the archive, where the action has one. */
  file: string
  /** Texts of options that the action has; empty for one without a value. */
  options: Readonly<Record<string, string | undefined>>
}

/** What an action came to. */
export interface Told {
  /** For programs. */
  json: object
  /** For people. */
  lines: readonly string[]
  /** Whether all is well. */
  isGood: boolean
}

/** Something that is done to a cache: a file beside this one, and a line in the list. */
export interface CacheAction {
  readonly name: string
  /** To follow its name in help. */
  readonly doc: string
  /** Whether it has an archive. */
  readonly hasFile: boolean
  /** The options that are its own. */
  readonly options: readonly string[]
  run(folder: CacheFolder, cache: ResolvedCache, asked: Asked): Promise<Told>
}
