import { readdir } from 'node:fs/promises'

/** Nobody is waited for who runs and beats, and finishes nothing for so long. */
const STALLED_MS = 300_000

/** Between two looks at what has been finished. */
const LOOK_MS = 5000

/** Whether those who have claims have stopped finishing any. */
export class Stall {
  readonly #claims: string
  #looked = performance.now()
  #progressed = performance.now()
  #open = ''

  constructor(claims: string) {
    this.#claims = claims
  }

  async isOver(): Promise<boolean> {
    const now = performance.now()
    if (now - this.#looked < LOOK_MS) return false
    this.#looked = now
    const open = (await readdir(this.#claims).catch(() => [])).sort().join()
    if (open !== this.#open) this.#progressed = now
    this.#open = open
    return now - this.#progressed > STALLED_MS
  }
}
