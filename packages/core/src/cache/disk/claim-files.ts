import { createHash } from 'node:crypto'
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Layout } from './layout.js'
import type { Others } from './others.js'
import { readRegular } from './read-regular.js'
import { SESSION_NAMES, type Session } from './session.js'

/** What a claim's file holds. */
export interface Held {
  /** The session that holds it. */
  session: string
  keys: readonly string[]
}

/** A source's name in place of its own, and a number: others of that source have others. */
const NAMES = /^[0-9a-f]{32}\.\d{1,3}$/

/** How often a claim is read that says nothing. */
const READS = 4
const READ_AGAIN_MS = 50

const MOST_BYTES = 16 * 1024 * 1024

/** The claims of all processes in a folder, as files. */
export class ClaimFiles {
  readonly #folder: string
  readonly #session: Session
  readonly #others: Others

  constructor(layout: Layout, session: Session, others: Others) {
    this.#folder = layout.claims
    this.#session = session
    this.#others = others
  }

  /** @throws {Error} of the file system, where nothing can be claimed. */
  async begin(): Promise<void> {
    await this.#session.begin()
    await mkdir(this.#folder, { recursive: true })
  }

  async names(): Promise<string[]> {
    return (await readdir(this.#folder).catch(() => [])).filter(name => NAMES.test(name))
  }

  fileOf(source: string, number: number): string {
    return join(this.#folder, `${idOf(source)}.${number}`)
  }

  /** The numbers that claims of a source have, among names. */
  numbersOf(source: string, names: readonly string[]): number[] {
    const start = `${idOf(source)}.`
    return names.filter(name => name.startsWith(start)).map(name => Number(name.slice(start.length)))
  }

  /** @returns undefined where another was quicker, null where nothing can be written down. */
  async create(file: string, keys: readonly string[]): Promise<string | null | undefined> {
    const content = JSON.stringify({ session: this.#session.name, keys } satisfies Held)
    const temporary = this.#session.temporary()
    try {
      await writeFile(temporary, content)
      // A name that is there already stays what it is; some file systems have no links.
      await link(temporary, file).catch(error => {
        if (error.code === 'EEXIST') throw error
        return writeFile(file, content, { flag: 'wx' })
      })
      this.#session.claims.add(file)
      return file
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EEXIST' ? undefined : null
    } finally {
      await rm(temporary, { force: true }).catch(() => {})
    }
  }

  /** What a claim covers; null where there is none, and where its process is gone: such a one is removed. */
  async read(file: string): Promise<Held | null> {
    const held = await this.#parse(file)
    if (held === null) return null
    if (held !== undefined && (await this.#others.isWorking(held.session))) return held
    await this.#removeDead(file, held?.session)
    return null
  }

  async release(file: string): Promise<void> {
    await rm(file, { force: true }).catch(() => {})
    this.#session.claims.delete(file)
  }

  /** Removes what dead processes have claimed. */
  async removeAllDead(): Promise<void> {
    for (const name of await this.names()) await this.read(join(this.#folder, name))
  }

  /** Null where there is none, undefined where it says nothing; where there are no links, one that is being written does so. */
  async #parse(file: string): Promise<Held | null | undefined> {
    for (let attempt = 0; attempt < READS; attempt++) {
      if (attempt > 0) await wait(READ_AGAIN_MS)
      const content = await readRegular(file, MOST_BYTES).catch(() => Buffer.alloc(0))
      if (content === undefined) return null
      const held = parseHeld(content.toString('utf8'))
      if (held !== undefined) return held
    }
    return undefined
  }

  /** Removes a dead process's claim, and no other one that has come to its place meanwhile. */
  async #removeDead(file: string, session: string | undefined): Promise<void> {
    const aside = this.#session.temporary()
    try {
      await rename(file, aside)
      const found = parseHeld((await readRegular(aside, MOST_BYTES))?.toString('utf8') ?? '')
      if (found !== undefined && found.session !== session) await link(aside, file).catch(() => rename(aside, file))
    } catch {
      // Another one has removed it.
    } finally {
      await rm(aside, { force: true }).catch(() => {})
    }
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
