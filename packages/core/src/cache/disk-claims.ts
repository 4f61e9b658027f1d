import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import type { Claim } from './cache-tier.js'

/** A living process tells so this often. */
const BEAT_MS = 2000

/** Who was not heard of for so long is gone, or so busy that it is better not to wait. */
const SILENCE_MS = 10_000

/** Between two looks at what another process has claimed. */
const LOOK_MS = 50

/**
 * What processes on one folder are about to make. Whoever wants what another has claimed waits for it; a claim is a file that
 * names its process, which ends with that. A claim saves work and decides nothing: where it fails, an output is made twice.
 */
export class DiskClaims {
  readonly #folder: string
  readonly #name = randomUUID()
  #beating: NodeJS.Timeout | undefined
  #held = 0

  /** @param folder of claims alone. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Claims what nobody else has; what cannot be written down is claimed all the same. */
  async claim(keys: readonly string[]): Promise<Claim> {
    const own = new Set<string>()
    await this.#begin()
    await mapConcurrently(keys, FILES_AT_ONCE, async key => {
      if (await this.#take(key)) own.add(key)
    })
    return {
      own,
      release: () => this.#release(own),
      othersAreDone: signal =>
        this.#waitFor(
          keys.filter(key => !own.has(key)),
          signal,
        ),
    }
  }

  async #begin(): Promise<void> {
    this.#held++
    if (this.#beating !== undefined) return
    this.#beating = setInterval(() => void this.#beat(), BEAT_MS).unref()
    await mkdir(this.#folder, { recursive: true }).catch(() => {})
    await writeFile(this.#fileOf(this.#name), '').catch(() => {})
  }

  async #beat(): Promise<void> {
    const now = new Date()
    await utimes(this.#fileOf(this.#name), now, now).catch(() => {})
  }

  async #release(keys: Iterable<string>): Promise<void> {
    await mapConcurrently([...keys], FILES_AT_ONCE, key => rm(this.#fileOf(key), { force: true }).catch(() => {}))
    this.#held--
    if (this.#held > 0) return
    clearInterval(this.#beating)
    this.#beating = undefined
    await rm(this.#fileOf(this.#name), { force: true }).catch(() => {})
  }

  async #take(key: string): Promise<boolean> {
    const file = this.#fileOf(key)
    const content = JSON.stringify({ host: hostname(), process: process.pid, name: this.#name })
    const write = () =>
      writeFile(file, content, { flag: 'wx' }).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code !== 'EEXIST',
      )
    if (await write()) return true
    if (!(await this.#isAbandoned(file))) return false
    await rm(file, { force: true }).catch(() => {})
    return write()
  }

  async #waitFor(keys: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    for (const key of keys) {
      while (!signal?.aborted && !(await this.#isAbandoned(this.#fileOf(key)))) await wait(LOOK_MS)
    }
  }

  /** Whether nobody is at work on it: the claim is gone, or its process is. */
  async #isAbandoned(file: string): Promise<boolean> {
    const claim = parseClaim(await readFile(file, 'utf8').catch(() => ''))
    // One that is just being written is not yet whole.
    const beat = await stat(claim === undefined ? file : this.#fileOf(claim.name)).catch(() => undefined)
    if (beat === undefined) return true
    if (claim?.host === hostname() && !isAlive(claim.process)) return true
    return Date.now() - beat.mtimeMs > SILENCE_MS
  }

  #fileOf(name: string): string {
    return join(this.#folder, name)
  }
}

function parseClaim(text: string): { host: string; process: number; name: string } | undefined {
  try {
    return JSON.parse(text) as { host: string; process: number; name: string }
  } catch {
    return undefined
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
