import { readdir, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layout } from './layout.js'
import { hasEnded, type ProcessIdentity, parseIdentity } from './process-identity.js'
import { readRegular } from './read-regular.js'
import { BEAT, IDENTITY, SESSION_NAMES, Session, USES } from './session.js'

/** Who was not heard of for so long is gone, where nothing else can be known: another machine, another container. */
const SILENCE_MS = 10_000

/** A process that surely runs, and does not beat for so long, is hung. */
const HUNG_MS = 30_000

/** Nobody who cannot be asked works on one folder for longer without a beat. */
const DAY_MS = 86_400_000

const IDENTITY_BYTES = 1000
const USES_BYTES = 64 * 1024 * 1024

interface Heard {
  /** When its beat was written, by the folder's clock. */
  beat: number
  /** When that beat was first seen, or earlier where the folder's clock says so, by our own. */
  since: number
}

/** The other processes in a cache folder, by the names of their sessions. */
export class Others {
  readonly #layout: Layout
  readonly #beat: () => Promise<number>
  readonly #identities = new Map<string, ProcessIdentity>()
  readonly #heard = new Map<string, Heard>()

  /** @param beat gives the time by the clock of the folder, as {@link Session.beat} does. */
  constructor(layout: Layout, beat: () => Promise<number>) {
    this.#layout = layout
    this.#beat = beat
  }

  /** Whether it is worth to wait for one: it runs, and has not fallen silent. */
  async isWorking(name: string): Promise<boolean> {
    const hasEnded = await this.#hasEnded(name)
    if (hasEnded === true) return false
    const silence = await this.#silenceOf(name)
    return silence !== undefined && silence < (hasEnded === false ? HUNG_MS : SILENCE_MS)
  }

  /** The keys of entries that others use. What an idle session of this thread has used, it has in memory. */
  async inUse(): Promise<Set<string>> {
    const keys = new Set<string>()
    for (const name of await this.#names()) {
      if (Session.named(name)?.isWaitedFor === false || (await this.#isGone(name))) continue
      const uses = await readRegular(join(this.#layout.running, name, USES), USES_BYTES).catch(() => undefined)
      for (const key of uses?.toString('latin1').split('\n') ?? []) keys.add(key)
    }
    return keys
  }

  /** How many processes are at work in the folder. */
  async count(): Promise<number> {
    const gone = await Promise.all((await this.#names()).map(name => this.#isGone(name)))
    return gone.filter(isGone => !isGone).length
  }

  /** Deletes what processes have left behind that are gone; tells how many files. */
  async removeStrays(): Promise<number> {
    let removed = 0
    for (const name of await this.#names()) {
      if (!(await this.#isGone(name))) continue
      const folder = join(this.#layout.running, name)
      // Who it was goes last, so that whoever is interrupted here is followed by another.
      const files = (await readdir(folder).catch(() => [])).sort(
        (a, b) => Number(a === IDENTITY) - Number(b === IDENTITY),
      )
      for (const file of files)
        await rm(join(folder, file), { force: true }).then(
          () => removed++,
          () => {},
        )
      await rmdir(folder).catch(() => {})
    }
    return removed
  }

  async #names(): Promise<string[]> {
    const found = await readdir(this.#layout.running, { withFileTypes: true }).catch(() => [])
    return found.filter(entry => entry.isDirectory() && SESSION_NAMES.test(entry.name)).map(({ name }) => name)
  }

  async #isGone(name: string): Promise<boolean> {
    if (Session.named(name) !== undefined) return false
    const hasEnded = await this.#hasEnded(name)
    if (hasEnded !== undefined) return hasEnded
    const silence = await this.#silenceOf(name)
    // Who begins says who it is at once; who has not, was killed before it could.
    return silence === undefined || silence > (this.#identities.has(name) ? DAY_MS : HUNG_MS)
  }

  async #hasEnded(name: string): Promise<boolean | undefined> {
    const known = this.#identities.get(name)
    if (known !== undefined) return hasEnded(known)
    const text = await readRegular(join(this.#layout.running, name, IDENTITY), IDENTITY_BYTES).catch(() => undefined)
    const identity = text && parseIdentity(text.toString('utf8'))
    // One that has just begun has not told yet who it is; how long ago that was, its beat or its folder says.
    if (!identity) return undefined
    this.#identities.set(name, identity)
    return hasEnded(identity)
  }

  /** Milliseconds since it was last heard of; undefined where there is nothing of it. No two clocks are compared. */
  async #silenceOf(name: string): Promise<number | undefined> {
    const folder = join(this.#layout.running, name)
    const stats = await stat(join(folder, BEAT)).catch(() => stat(folder).catch(() => undefined))
    if (stats === undefined) return undefined
    const now = performance.now()
    const heard = this.#heard.get(name)
    if (heard?.beat === stats.mtimeMs) return now - heard.since
    const age = heard === undefined ? Math.max(0, (await this.#folderNow()) - stats.mtimeMs) : 0
    this.#heard.set(name, { beat: stats.mtimeMs, since: now - age })
    return age
  }

  /** What the clock says that gives files their times. */
  async #folderNow(): Promise<number> {
    return this.#beat().catch(() => 0)
  }
}
