import type { CacheEntry } from '../cache-entry.js'

/** Uploads under way. */
const AT_ONCE = 16

/** What waits to be stored; more has to wait to be taken. */
const QUEUE_BYTES = 256 * 1024 * 1024

interface Upload {
  settled: Promise<void>
  settle: () => void
}

/** Stores entries behind whatever goes on. */
export class Uploads {
  readonly #store: (key: string, entry: CacheEntry) => Promise<void>
  readonly #queue = new Map<string, CacheEntry>()
  readonly #open = new Map<string, Upload>()
  readonly #forRoom: (() => void)[] = []
  #underWay = 0
  #bytes = 0

  /** @param store stores one entry; never rejects. */
  constructor(store: (key: string, entry: CacheEntry) => Promise<void>) {
    this.#store = store
  }

  /** How many are not stored yet. */
  get size(): number {
    return this.#open.size
  }

  /** Over when the entry is taken, not when it is stored. */
  async add(key: string, entry: CacheEntry): Promise<void> {
    while (this.#bytes > QUEUE_BYTES) await new Promise<void>(resolve => this.#forRoom.push(resolve))
    if (!this.#open.has(key)) this.#open.set(key, beginUpload())
    this.#bytes += entry.data.length - (this.#queue.get(key)?.data.length ?? 0)
    this.#queue.set(key, entry)
    this.#work()
  }

  /** Over when nothing of these keys is still being stored. */
  async settled(keys: Iterable<string>): Promise<void> {
    await Promise.all([...keys].map(key => this.#open.get(key)?.settled))
  }

  /** Over when nothing is still being stored. */
  idle(): Promise<void> {
    return this.settled([...this.#open.keys()])
  }

  /** Leaves what has not begun. */
  drop(): void {
    for (const [key, entry] of this.#queue) {
      this.#bytes -= entry.data.length
      this.#settle(key)
    }
    this.#queue.clear()
    this.#giveRoom()
  }

  #work(): void {
    for (const [key, entry] of this.#queue) {
      if (this.#underWay >= AT_ONCE) return
      this.#queue.delete(key)
      this.#underWay++
      void this.#store(key, entry).finally(() => {
        this.#underWay--
        this.#bytes -= entry.data.length
        if (!this.#queue.has(key)) this.#settle(key)
        this.#giveRoom()
        this.#work()
      })
    }
  }

  #settle(key: string): void {
    this.#open.get(key)?.settle()
    this.#open.delete(key)
  }

  #giveRoom(): void {
    for (const resolve of this.#forRoom.splice(0)) resolve()
  }
}

/** `Promise.withResolvers` came with Node 22. */
function beginUpload(): Upload {
  let settle = () => {}
  const settled = new Promise<void>(resolve => {
    settle = resolve
  })
  return { settled, settle }
}
