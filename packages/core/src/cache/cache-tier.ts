import type { Logger } from '../logger.js'
import type { ResolvedCache } from '../options/cache-options.js'
import type { CacheEntry } from './cache-entry.js'

/**
 * A place that keeps outputs under their keys: memory, a disk, a store that machines share. Whatever goes wrong in it
 * costs an encode and never a build: what it cannot give is absent, what it cannot keep is not kept, and it tells of
 * either once. Entries and keys are given in batches, so that a tier behind a network needs few requests.
 */
export interface CacheTier {
  /** Names it in reports and messages. */
  readonly name: string

  /**
   * The entries that it holds of these keys. What is absent, damaged or of another key is left out.
   *
   * @param signal ends the wait; what has not come by then counts as absent.
   */
  read(keys: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, CacheEntry>>

  /** Keeps entries by their keys. Several writers may do so at once; readers see an entry whole or not at all. */
  write(entries: ReadonlyMap<string, CacheEntry>, signal?: AbortSignal): Promise<void>

  /** Told of keys that a nearer tier had; absent where that is nothing to know. */
  touch?(keys: Iterable<string>): void

  /**
   * Tells others with the same tier which entries are about to be made here; absent where nobody else has it.
   *
   * @returns what nobody else is making. Never rejects.
   */
  claim?(wanted: readonly Claimable[]): Promise<Claim>

  /** To be called when a build is over, or has failed: waits for what is still being kept; absent where nothing is. */
  flush?(): Promise<void>

  /**
   * To be called when a build is over: deletes what is beyond the tier's bounds and in nobody's use; absent where it never
   * grows.
   */
  sweep?(): Promise<void>
}

/** An entry that is to be made. */
export interface Claimable {
  key: string
  /** Names what it is made of: entries of one source are best made by one process. */
  source: string
}

/** Entries that are about to be made. Whoever holds one waits for no other, so that no two wait for each other. */
export interface Claim {
  /** The keys that are to be made here. */
  own: ReadonlySet<string>
  /** To be called when one of them is kept, or cannot be. */
  settle(key: string): Promise<void>
  /** To be called when all are, or none will be any more. */
  release(): Promise<void>
  /** Over when the others are there, nobody is making them any more, or the signal has fired. To be called when all own are released. */
  othersAreDone(signal: AbortSignal | undefined): Promise<void>
}

/** The claim of somebody who has the tier alone. */
export function claimAll(wanted: readonly Claimable[]): Claim {
  return {
    own: new Set(wanted.map(({ key }) => key)),
    settle: async () => {},
    release: async () => {},
    othersAreDone: async () => {},
  }
}

/** Claims in several tiers as one: each is of what the nearer ones left. */
export function joinClaims(own: readonly Claimable[], claims: readonly Claim[]): Claim {
  return {
    own: new Set(own.map(({ key }) => key)),
    settle: async key => {
      await Promise.all(claims.map(claim => claim.settle(key)))
    },
    release: async () => {
      await Promise.all(claims.map(claim => claim.release()))
    },
    othersAreDone: async signal => {
      for (const claim of claims) await claim.othersAreDone(signal)
    },
  }
}

/** What the options say that a tier may need. */
export interface TierOptions {
  /** Null for nothing that outlives the process. */
  cache: ResolvedCache | null
  /** Folder of the project, absolute. */
  root: string
  logger: Logger
}

/** Opens a tier, or gives null where the options want none of its kind. */
export type OpenTier = (options: TierOptions) => CacheTier | null
