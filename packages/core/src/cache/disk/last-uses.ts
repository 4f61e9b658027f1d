import { mkdir, stat, utimes } from 'node:fs/promises'
import { FILES_AT_ONCE, mapConcurrently } from '../../map-concurrently.js'
import type { Layout } from './layout.js'

/** An older use is noted again, whatever else has been used. */
const NOTED_FOR_MS = 86_400_000

/** A file system's clock may be so far behind: it counts in ticks. */
const CLOCK_MS = 20

/**
 * When entries were used last, which is the time of their files: archives keep it, and whoever reads a file does not change it.
 * It only matters beside other entries. So a build that uses what the last one has used notes nothing: there is the time since
 * when nothing else has been used, and what was used since is as young as can be.
 */
export class LastUses {
  readonly #layout: Layout
  /** Milliseconds. */
  readonly #notedFor: number
  #hasBegun = false

  /** @param retentionMs after which an unused entry goes; null for never. */
  constructor(layout: Layout, retentionMs: number | null) {
    this.#layout = layout
    this.#notedFor = Math.min(NOTED_FOR_MS, (retentionMs ?? NOTED_FOR_MS) / 4)
  }

  /** Notes that entries were used, of which it is known when they were before: milliseconds by their files. */
  async note(uses: ReadonlyMap<string, number>): Promise<void> {
    if (uses.size === 0) return
    const since = (await stat(this.#layout.used).catch(() => undefined))?.mtimeMs ?? 0
    const oldest = Math.max(since, Date.now() - this.#notedFor)
    if ([...uses.values()].every(lastUse => lastUse >= oldest)) return
    await this.begin()
    const now = Date.now() / 1000
    await mapConcurrently([...uses.keys()], FILES_AT_ONCE, file => utimes(file, now, now).catch(() => {}))
  }

  /** Notes, once, that other entries are used from now on: what is used later is younger. */
  async begin(): Promise<void> {
    if (this.#hasBegun) return
    this.#hasBegun = true
    const now = (Date.now() - CLOCK_MS) / 1000
    await mkdir(this.#layout.used, { recursive: true })
      .then(() => utimes(this.#layout.used, now, now))
      .catch(() => {})
  }
}
