import { createHash } from 'node:crypto'
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { groupBy } from '../../group-by.js'
import { mapConcurrently } from '../../map-concurrently.js'
import type { Claim, Claimable } from '../cache-tier.js'
import type { Layout } from './layout.js'
import type { Others } from './others.js'
import { readRegular } from './read-regular.js'
import { SESSION_NAMES, type Session } from './session.js'
import { Stall } from './stall.js'

/** Between two looks at what another process has claimed. */
const LOOK_MS = 50

/** Sources that are claimed at once. */
const SOURCES_AT_ONCE = 16

/** How often a claim is tried again because another was quicker. */
const ATTEMPTS = 50

const CLAIM_NAMES = /^[0-9a-f]{32}\.\d{1,9}$/

/** How much further others may have counted meanwhile. */
const NUMBERS_AHEAD = 3

/** How often a claim is read that says nothing. */
const READS = 4

const CLAIM_BYTES = 16 * 1024 * 1024

/** What a claim's file holds. */
interface Held {
  /** The session that holds it. */
  session: string
  keys: readonly string[]
}

/** A claim of another process, with what is wanted of it. */
interface Awaited {
  held: Held
  keys: string[]
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
  readonly #others: Others
  readonly #isThere: (key: string) => Promise<boolean>
  /** Claims of others that are not waited for any longer, by file and session. */
  readonly #hopeless = new Set<string>()

  /** @param isThere whether an entry has been made. */
  constructor(layout: Layout, session: Session, others: Others, isThere: (key: string) => Promise<boolean>) {
    this.#layout = layout
    this.#session = session
    this.#others = others
    this.#isThere = isThere
  }

  /** Removes what dead processes have claimed. */
  async removeDead(): Promise<void> {
    const names = await readdir(this.#layout.claims).catch(() => [])
    for (const name of names.filter(name => CLAIM_NAMES.test(name))) await this.#heldIn(join(this.#layout.claims, name))
  }

  /** Claims what nobody else has. @throws {Error} of the file system, where nothing can be claimed. */
  async claim(wanted: readonly Claimable[]): Promise<Claim> {
    await this.#session.begin()
    await mkdir(this.#layout.claims, { recursive: true })
    const endBeat = this.#session.holdBeat()
    const own = new Set<string>()
    const awaited = new Map<string, Awaited>()
    const open = new Map<string, Set<string>>()
    const names = await readdir(this.#layout.claims)
    await mapConcurrently(
      [...groupBy(wanted, ({ source }) => source)],
      SOURCES_AT_ONCE,
      async ([source, claimables]) => {
        const keys = claimables.map(({ key }) => key)
        const taken = await this.#take(idOf(source), keys, names, awaited)
        for (const key of taken.keys) own.add(key)
        if (taken.file !== null) open.set(taken.file, new Set(taken.keys))
      },
    )
    const fileOf = new Map([...open].flatMap(([file, keys]) => [...keys].map(key => [key, file] as const)))
    const settle = async (key: string) => {
      const file = fileOf.get(key)
      const keys = file === undefined ? undefined : open.get(file)
      keys?.delete(key)
      if (file === undefined || keys === undefined || keys.size > 0) return
      open.delete(file)
      await rm(file, { force: true }).catch(() => {})
    }
    return {
      own,
      settle,
      release: async () => {
        await Promise.all([...open].map(([file]) => rm(file, { force: true }).catch(() => {})))
        open.clear()
        endBeat()
      },
      othersAreDone: signal => this.#waitFor(awaited, signal),
    }
  }

  /** Claims of one source what no living process has; what others have is added to what is waited for. */
  async #take(
    id: string,
    keys: readonly string[],
    seen: readonly string[],
    awaited: Map<string, Awaited>,
  ): Promise<{ keys: readonly string[]; file: string | null }> {
    let names = seen
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const numbers = names
        .filter(name => CLAIM_NAMES.test(name) && name.startsWith(id))
        .map(name => Number(name.slice(id.length + 1)))
      const covered = new Map<string, Awaited>()
      for (const number of numbers) {
        const file = this.#fileOf(id, number)
        const held = await this.#heldIn(file)
        if (held !== null) covered.set(file, { held, keys: keys.filter(key => held.keys.includes(key)) })
      }
      const others = new Set([...covered.values()].flatMap(({ keys }) => keys))
      const free = keys.filter(key => !others.has(key))
      const number = Math.max(-1, ...numbers) + 1
      const file = free.length === 0 ? null : await this.#create(id, number, free)
      if (file === null || (file !== undefined && !(await this.#isContested(id, number, free)))) {
        for (const [at, claim] of covered) if (claim.keys.length > 0) awaited.set(at, claim)
        return { keys: free, file }
      }
      if (file !== undefined) {
        await rm(file, { force: true }).catch(() => {})
        // Two who have seen each other both begin anew, not at the same moment.
        await wait(Math.random() * LOOK_MS)
      }
      names = await readdir(this.#layout.claims).catch(() => [])
    }
    return { keys, file: null }
  }

  /**
   * Whether another one has come between the look at a source's claims and a new one, under another number because it has seen
   * others. Of two, the later sees the earlier.
   */
  async #isContested(id: string, number: number, keys: readonly string[]): Promise<boolean> {
    for (let other = 0; other <= number + NUMBERS_AHEAD; other++) {
      const held = other === number ? null : await this.#heldIn(this.#fileOf(id, other))
      if (held?.keys.some(key => keys.includes(key))) return true
    }
    return false
  }

  /** @returns undefined where another was quicker, null where nothing can be written down. */
  async #create(id: string, number: number, keys: readonly string[]): Promise<string | null | undefined> {
    const file = this.#fileOf(id, number)
    const content = JSON.stringify({ session: this.#session.name, keys } satisfies Held)
    const temporary = this.#session.temporary()
    try {
      await writeFile(temporary, content)
      // A name that is there already stays what it is; some file systems have no links.
      await link(temporary, file).catch(error => {
        if (error.code === 'EEXIST') throw error
        return writeFile(file, content, { flag: 'wx' })
      })
      return file
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EEXIST' ? undefined : null
    } finally {
      await rm(temporary, { force: true }).catch(() => {})
    }
  }

  /** What a claim covers; null where there is none, or none that is worth to wait for: such a one is removed. */
  async #heldIn(file: string): Promise<Held | null> {
    const held = await this.#read(file)
    if (held === null) return null
    if (held !== undefined && this.#hopeless.has(`${file} ${held.session}`)) return null
    if (held !== undefined && (await this.#others.isWorking(held.session))) return held
    await this.#remove(file, held?.session)
    return null
  }

  /** Null where there is none, undefined where it says nothing; where there are no links, one that is being written does so. */
  async #read(file: string): Promise<Held | null | undefined> {
    for (let attempt = 0; attempt < READS; attempt++) {
      if (attempt > 0) await wait(LOOK_MS)
      const content = await readRegular(file, CLAIM_BYTES).catch(() => Buffer.alloc(0))
      if (content === undefined) return null
      const held = parseHeld(content.toString('utf8'))
      if (held !== undefined) return held
    }
    return undefined
  }

  /** Removes a dead process's claim, and no other one that has come to its place meanwhile. */
  async #remove(file: string, session: string | undefined): Promise<void> {
    const aside = this.#session.temporary()
    try {
      await rename(file, aside)
      const found = parseHeld((await readRegular(aside, CLAIM_BYTES))?.toString('utf8') ?? '')
      if (found !== undefined && found.session !== session) await link(aside, file).catch(() => rename(aside, file))
    } catch {
      // Another one has removed it.
    } finally {
      await rm(aside, { force: true }).catch(() => {})
    }
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

  #fileOf(id: string, number: number): string {
    return join(this.#layout.claims, `${id}.${number}`)
  }
}

/** A source by a name that is one of a file, whatever its own is. */
function idOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 32)
}

function parseHeld(text: string): Held | undefined {
  try {
    const { session, keys } = JSON.parse(text)
    const isWhole = SESSION_NAMES.test(session) && Array.isArray(keys) && keys.every(key => typeof key === 'string')
    return isWhole ? { session, keys } : undefined
  } catch {
    return undefined
  }
}
