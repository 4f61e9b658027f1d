import { randomUUID } from 'node:crypto'
import { rmdirSync, rmSync } from 'node:fs'
import { appendFile, lstat, mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layout } from './layout.js'
import { thisProcess } from './process-identity.js'

/** A process that others may wait for tells so often that it is not hung. */
const BEAT_MS = 2000

/** The files of a process's folder that stay while it works; all others are being written. */
export const IDENTITY = 'process'
export const BEAT = 'beat'
export const USES = 'uses'

export const SESSION_NAMES = /^[0-9a-f-]{36}$/

/** Every session of this thread that has not ended. */
const open = new Set<Session>()

/**
 * One process at work in a cache folder: a folder of its own there says who it is and holds what it is writing, so that others
 * see what it uses, and find what it leaves behind when it is killed.
 */
export class Session {
  readonly name = randomUUID()
  readonly folder: string
  readonly #layout: Layout
  #begun: Promise<void> | undefined
  readonly #used = new Set<string>()
  /** Files outside of its folder that go with it: its claims. */
  readonly claims = new Set<string>()
  #temporaries = 0
  #beats = 0
  #waitedFor = 0
  #beating: NodeJS.Timeout | undefined

  constructor(layout: Layout) {
    this.#layout = layout
    this.folder = join(layout.running, this.name)
  }

  /** One of this thread, which has not ended. */
  static named(name: string): Session | undefined {
    return [...open].find(session => session.name === name)
  }

  /** Shows that this process is at work here. @throws {Error} of the file system. */
  begin(): Promise<void> {
    this.#begun ??= this.#begin().catch(error => {
      this.#begun = undefined
      throw error
    })
    return this.#begun
  }

  async #begin(): Promise<void> {
    if (open.size === 0) process.on('exit', endAll)
    open.add(this)
    await mkdir(this.folder, { recursive: true })
    // A link in the place of a folder of ours would have us write where somebody else wants it.
    for (const folder of [this.#layout.home, this.#layout.running]) {
      if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is no folder`)
    }
    // First of all, so that what is left of a process that is killed here is known to be a dead one's.
    await writeFile(join(this.folder, IDENTITY), JSON.stringify(thisProcess()))
    await this.beat()
  }

  /** Where something may be written that is moved to its place when it is whole. */
  temporary(): string {
    return join(this.folder, `${this.#temporaries++}.tmp`)
  }

  /** Milliseconds by the clock of whoever keeps the folder, which is the same for all who work in it. */
  async beat(): Promise<number> {
    const file = join(this.folder, BEAT)
    await writeFile(file, String(this.#beats++))
    return (await stat(file)).mtimeMs
  }

  /** Tells others which entries are in use here. @throws {Error} of the file system. */
  async noteUses(keys: readonly string[]): Promise<void> {
    const fresh = keys.filter(key => !this.#used.has(key))
    for (const key of fresh) this.#used.add(key)
    await this.begin()
    if (fresh.length > 0) await appendFile(join(this.folder, USES), fresh.map(key => `${key}\n`).join(''))
  }

  /** Whether an entry is in use here. */
  uses(key: string): boolean {
    return this.#used.has(key)
  }

  /** Beats for as long as others may wait for this process; the function that is given back ends it. */
  holdBeat(): () => void {
    this.#waitedFor++
    this.#beating ??= setInterval(() => void this.beat().catch(() => {}), BEAT_MS).unref()
    let isHeld = true
    return () => {
      if (isHeld) this.#waitedFor--
      isHeld = false
      if (this.#waitedFor > 0) return
      clearInterval(this.#beating)
      this.#beating = undefined
    }
  }

  /** Whether others may wait for this process. */
  get isWaitedFor(): boolean {
    return this.#waitedFor > 0
  }

  /** Leaves nothing behind; a session that has ended does not begin again. */
  async end(): Promise<void> {
    await this.#begun?.catch(() => {})
    this.#close()
    await Promise.all([USES, BEAT, IDENTITY].map(name => rm(join(this.folder, name), { force: true }).catch(() => {})))
    await rmdir(this.folder).catch(() => {})
  }

  /** {@link end} when nothing can be waited for any more. */
  endSync(): void {
    this.#close()
    try {
      for (const file of this.claims) rmSync(file, { force: true })
      rmSync(this.folder, { recursive: true, force: true })
      // The last one to leave takes the folder of all with it.
      rmdirSync(this.#layout.running)
    } catch {}
  }

  #close(): void {
    clearInterval(this.#beating)
    this.#beating = undefined
    open.delete(this)
    if (open.size === 0) process.off('exit', endAll)
  }
}

function endAll(): void {
  for (const session of open) session.endSync()
}
