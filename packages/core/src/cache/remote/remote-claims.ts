import { setTimeout as wait } from 'node:timers/promises'
import { groupBy } from '../../group-by.js'
import { mapConcurrently } from '../../map-concurrently.js'
import type { StoreLease } from '../../options/remote-store.js'
import type { Claim, Claimable } from '../cache-tier.js'
import type { StoreGuard } from './store-guard.js'
import { leaseName } from './store-names.js'

/** A machine that was not heard of for so long is gone. */
const VALID_MS = 30_000

const BEAT_MS = VALID_MS / 3

/** Between two looks at what another machine is making. */
const LOOK_MS = 200

/** Nobody waits longer for other machines, however alive they are. */
const MOST_WAIT_MS = 5 * 60_000

/** Leases that are asked for at once. */
const AT_ONCE = 32

export interface RemoteClaimsSettings {
  guard: StoreGuard
  /** Keys that were claimed and that somebody else may have made just now. */
  onOthers: (keys: readonly string[]) => void
  /** Keys of one source that is to be made here. */
  onOwn: (keys: readonly string[]) => Promise<void>
  /** Over when nothing of these keys is still being stored. */
  stored: (keys: readonly string[]) => Promise<void>
}

/**
 * Machines on one store divide what they make: all outputs of a source are one machine's, so that it is decoded once. A lease
 * saves work and decides nothing: where it fails, an output is made twice.
 */
export class RemoteClaims {
  readonly #settings: RemoteClaimsSettings
  readonly #held = new Map<string, StoreLease>()
  /** Sources that somebody else had: whoever has waited once waits no more. */
  readonly #waited = new Set<string>()
  readonly #releases = new Set<Promise<void>>()
  #beating: NodeJS.Timeout | undefined

  constructor(settings: RemoteClaimsSettings) {
    this.#settings = settings
  }

  async claim(wanted: readonly Claimable[]): Promise<Claim> {
    const { guard, onOwn, onOthers } = this.#settings
    const groups = groupBy(wanted, ({ source }) => source)
    const sources = new Map(wanted.map(({ key, source }) => [key, source]))
    const keysOf = (source: string) => (groups.get(source) ?? []).map(({ key }) => key)
    const taken = new Map<string, Set<string>>()
    const others = new Map<string, string[]>()
    await guard.during(() =>
      mapConcurrently([...groups.keys()], AT_ONCE, async source => {
        if (this.#waited.has(source) || this.#held.has(source)) return
        const lease = await guard.ask(async (store, signal) => store.lease?.(leaseName(source), VALID_MS, signal))
        if (lease === undefined) return
        guard.earn()
        const keys = keysOf(source)
        if (lease === null) others.set(source, keys)
        else {
          taken.set(source, new Set(keys))
          this.#hold(source, lease)
          await onOwn(keys)
        }
      }),
    )
    return {
      own: new Set(wanted.filter(({ source }) => !others.has(source)).map(({ key }) => key)),
      settle: async key => {
        const source = sources.get(key) ?? ''
        const open = taken.get(source)
        open?.delete(key)
        if (open?.size !== 0) return
        taken.delete(source)
        this.#release(source, keysOf(source))
      },
      release: async () => {
        for (const source of taken.keys()) this.#release(source, keysOf(source))
        taken.clear()
      },
      othersAreDone: async signal => {
        await this.#waitFor([...others.keys()], signal)
        onOthers([...others.values()].flat())
      },
    }
  }

  /** Over when no lease is held that nobody works under. */
  async idle(): Promise<void> {
    await Promise.all(this.#releases)
  }

  #hold(source: string, lease: StoreLease): void {
    this.#held.set(source, lease)
    this.#beating ??= setInterval(() => this.#beat(), BEAT_MS).unref()
  }

  #beat(): void {
    for (const lease of this.#held.values()) void this.#settings.guard.ask((_, signal) => lease.renew(signal))
  }

  /** Others may look for the outputs when these are stored. */
  #release(source: string, keys: readonly string[]): void {
    const { guard, stored } = this.#settings
    const release = stored(keys).then(async () => {
      const lease = this.#held.get(source)
      this.#held.delete(source)
      if (this.#held.size === 0) {
        clearInterval(this.#beating)
        this.#beating = undefined
      }
      await guard.ask(async (_, signal) => lease?.release(signal))
    })
    this.#releases.add(release)
    void release.finally(() => this.#releases.delete(release))
  }

  async #waitFor(sources: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    const { guard } = this.#settings
    const until = Date.now() + MOST_WAIT_MS
    for (const source of sources) {
      this.#waited.add(source)
      while (Date.now() < until && !signal?.aborted) {
        const isLeased = await guard.during(() =>
          guard.ask(async (store, asked) => store.isLeased?.(leaseName(source), asked), signal),
        )
        if (!isLeased) break
        guard.earn()
        await wait(LOOK_MS, undefined, signal === undefined ? {} : { signal }).catch(() => {})
      }
    }
  }
}
