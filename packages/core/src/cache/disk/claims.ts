import { setTimeout as wait } from 'node:timers/promises'
import { groupBy } from '../../group-by.js'
import { mapConcurrently } from '../../map-concurrently.js'
import type { Claim, Claimable } from '../cache-tier.js'
import { ClaimFiles, type Held } from './claim-files.js'
import type { Layout } from './layout.js'
import type { Others } from './others.js'
import type { Session } from './session.js'
import { Stall } from './stall.js'

/** Between two looks at what another process has claimed. */
const LOOK_MS = 50

/** Sources that are claimed at once. */
const SOURCES_AT_ONCE = 16

/** How often a claim is tried again because another was quicker. */
const ATTEMPTS = 50

/** How much further others may have counted meanwhile. */
const NUMBERS_AHEAD = 3

/** A claim of another process, with what is wanted of it. */
interface Awaited {
  held: Held
  keys: string[]
}

/** What could be claimed of a source: the file is null where nothing is written down. */
interface Taken {
  keys: readonly string[]
  file: string | null
}

/**
 * What processes on one folder are about to make. A claim is a file for one source with the outputs that its process makes
 * of it, so that one process decodes it once; who wants others of that source claims them beside that. It is created at once
 * and whole, which of several processes one alone succeeds in. A claim saves work and decides nothing: where it fails, an
 * output is made twice.
 */
export class DiskClaims {
  readonly #layout: Layout
  readonly #session: Session
  readonly #files: ClaimFiles
  readonly #isThere: (key: string) => Promise<boolean>
  /** Claims of others that are not waited for any longer, by file and session. */
  readonly #hopeless = new Set<string>()

  /** @param isThere whether an entry has been made. */
  constructor(layout: Layout, session: Session, others: Others, isThere: (key: string) => Promise<boolean>) {
    this.#layout = layout
    this.#session = session
    this.#files = new ClaimFiles(layout, session, others)
    this.#isThere = isThere
  }

  /** Removes what dead processes have claimed. */
  removeDead(): Promise<void> {
    return this.#files.removeAllDead()
  }

  /** Claims what nobody else has. @throws {Error} of the file system, where nothing can be claimed. */
  async claim(wanted: readonly Claimable[]): Promise<Claim> {
    await this.#files.begin()
    const endBeat = this.#session.holdBeat()
    const own = new Set<string>()
    const awaited = new Map<string, Awaited>()
    /** Keys that are neither kept nor given up, by their claim's file. */
    const open = new Map<string, Set<string>>()
    const fileOf = new Map<string, string>()
    const names = await this.#files.names()
    const sources = [...groupBy(wanted, ({ source }) => source)]
    await mapConcurrently(sources, SOURCES_AT_ONCE, async ([source, claimables]) => {
      const keys = claimables.map(({ key }) => key)
      const taken = await this.#take(source, keys, names, awaited)
      for (const key of taken.keys) own.add(key)
      if (taken.file === null) return
      open.set(taken.file, new Set(taken.keys))
      for (const key of taken.keys) fileOf.set(key, taken.file)
    })
    return {
      own,
      settle: async key => {
        const file = fileOf.get(key)
        const keys = file === undefined ? undefined : open.get(file)
        keys?.delete(key)
        if (file === undefined || keys === undefined || keys.size > 0) return
        open.delete(file)
        await this.#files.release(file)
      },
      release: async () => {
        await Promise.all([...open.keys()].map(file => this.#files.release(file)))
        open.clear()
        endBeat()
      },
      othersAreDone: signal => this.#waitFor(awaited, signal),
    }
  }

  /** Claims of one source what no living process has; what others have is added to what is waited for. */
  async #take(
    source: string,
    keys: readonly string[],
    seen: readonly string[],
    awaited: Map<string, Awaited>,
  ): Promise<Taken> {
    let names = seen
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const numbers = this.#files.numbersOf(source, names)
      const covered = new Map<string, Awaited>()
      for (const number of numbers) {
        const file = this.#files.fileOf(source, number)
        const held = await this.#heldIn(file)
        if (held !== null) covered.set(file, { held, keys: keys.filter(key => held.keys.includes(key)) })
      }
      const others = new Set([...covered.values()].flatMap(({ keys }) => keys))
      const free = keys.filter(key => !others.has(key))
      const number = Math.max(-1, ...numbers) + 1
      const file = free.length === 0 ? null : await this.#files.create(this.#files.fileOf(source, number), free)
      if (file === null || (file !== undefined && !(await this.#isContested(source, number, free)))) {
        for (const [at, claim] of covered) if (claim.keys.length > 0) awaited.set(at, claim)
        return { keys: free, file }
      }
      if (file !== undefined) {
        await this.#files.release(file)
        // Two who have seen each other both begin anew, not at the same moment.
        await wait(Math.random() * LOOK_MS)
      }
      names = await this.#files.names()
    }
    return { keys, file: null }
  }

  /**
   * Whether another one has come between the look at a source's claims and a new one, under another number because it has seen
   * others. Of two, the later sees the earlier.
   */
  async #isContested(source: string, number: number, keys: readonly string[]): Promise<boolean> {
    for (let other = 0; other <= number + NUMBERS_AHEAD; other++) {
      const held = other === number ? null : await this.#heldIn(this.#files.fileOf(source, other))
      if (held?.keys.some(key => keys.includes(key))) return true
    }
    return false
  }

  /** What a claim covers, where it is worth to wait for. */
  async #heldIn(file: string): Promise<Held | null> {
    const held = await this.#files.read(file)
    return held === null || this.#hopeless.has(`${file} ${held.session}`) ? null : held
  }

  /** One claim after the other: all must be done, and most of the others are when the first is. */
  async #waitFor(awaited: ReadonlyMap<string, Awaited>, signal: AbortSignal | undefined): Promise<void> {
    const stall = new Stall(this.#layout.claims)
    for (const [file, { held, keys }] of awaited) {
      const missing = [...keys]
      while (!signal?.aborted) {
        while (missing[0] !== undefined && (await this.#isThere(missing[0]))) missing.shift()
        if (missing.length === 0 || (await this.#heldIn(file))?.session !== held.session) break
        if (await stall.isOver()) {
          this.#hopeless.add(`${file} ${held.session}`)
          break
        }
        await wait(LOOK_MS)
      }
    }
  }
}
