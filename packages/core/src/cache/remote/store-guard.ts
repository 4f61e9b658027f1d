import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { RemoteStore } from '../../options/remote-store.js'
import { Patience } from './patience.js'
import { OversizeError, StoreError } from './store-error.js'

/** Waits before a request is tried again, in milliseconds; each up to twice as long, so that not all come at once. */
const PAUSES_MS = [50, 200]

/** A store that was given up is asked again, behind whatever goes on, after so long; each time twice as long. */
const RETRIAL_MS = 15_000

/** What such a question may take. */
const RETRIAL_LIMIT_MS = 1000

/** An object that need not be there. */
const RETRIAL_KEY = 'refs/none'

export interface GuardSettings {
  open: () => Promise<RemoteStore>
  /** Milliseconds that may be lost in all, beyond what is saved. */
  timeoutMs: number
  /** Told once, when the store is given up for the first time. */
  onGivenUp: (reason: string) => void
}

/**
 * Stands between a build and a store, which may be gone, stand still or lie: asks again where that may help, and gives the store
 * up where it costs more than it saves. Whatever is asked of a store that was given up is answered at once, with nothing.
 */
export class StoreGuard {
  readonly #settings: GuardSettings
  #store: Promise<RemoteStore> | undefined
  #patience: Patience
  #open = new AbortController()
  #isTold = false
  #asking = 0
  #allowedMs: number
  #pauseMs = RETRIAL_MS

  constructor(settings: GuardSettings) {
    this.#settings = settings
    this.#allowedMs = settings.timeoutMs
    this.#patience = this.#begin()
  }

  get isGivenUp(): boolean {
    return this.#open.signal.aborted
  }

  /** Counts the time of work that a build waits for. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return this.#patience.during(work)
  }

  /** The store has answered as it should. @param savedMs of work that is not to be done any more. */
  earn(savedMs = 0): void {
    this.#patience.earn(savedMs)
  }

  /**
   * Asks the store.
   *
   * @param signal of whoever asks.
   * @returns undefined too where the store is given up, or nobody waits any more.
   * @throws {OversizeError} which is about one object alone.
   */
  async ask<T>(
    request: (store: RemoteStore, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    const { signal: isOpen } = this.#open
    const both = signal === undefined ? isOpen : AbortSignal.any([isOpen, signal])
    setMaxListeners(0, both)
    this.#asking++
    try {
      return await this.#askInTurns(request, both)
    } finally {
      this.#asking--
    }
  }

  async #askInTurns<T>(
    request: (store: RemoteStore, signal: AbortSignal) => Promise<T>,
    both: AbortSignal,
  ): Promise<T | undefined> {
    for (const pause of [...PAUSES_MS, undefined]) {
      if (both.aborted) return undefined
      try {
        return await unlessAborted(
          this.#getStore().then(store => request(store, both)),
          both,
        )
      } catch (error) {
        if (both.aborted) return undefined
        if (error instanceof OversizeError) throw error
        const isFinal = error instanceof StoreError && error.isFinal
        if (isFinal || pause === undefined) this.#giveUp(messageOf(error), isFinal)
        else await wait(pause * (1 + Math.random()), undefined, { signal: both }).catch(() => {})
      }
    }
    return undefined
  }

  /** Lets go of connections, unless somebody else is still using them. */
  async close(): Promise<void> {
    if (this.#asking > 0) return
    await this.#close()
  }

  async #close(): Promise<void> {
    const store = await this.#store?.catch(() => undefined)
    await store?.close?.()
  }

  #getStore(): Promise<RemoteStore> {
    this.#store ??= this.#settings.open().catch(error => {
      this.#store = undefined
      throw error
    })
    return this.#store
  }

  #begin(): Patience {
    const { signal } = this.#open
    setMaxListeners(0, signal)
    return new Patience(this.#allowedMs, reason => {
      if (!signal.aborted) this.#giveUp(reason, false)
    })
  }

  #giveUp(reason: string, isFinal: boolean): void {
    if (this.isGivenUp) return
    this.#open.abort()
    if (!this.#isTold) this.#settings.onGivenUp(reason)
    this.#isTold = true
    void this.#close().catch(() => {})
    if (!isFinal) setTimeout(() => void this.#tryAgain(), this.#pauseMs).unref()
    this.#pauseMs *= 2
  }

  /** What a store may cost that was given up before is half as much each time. */
  async #tryAgain(): Promise<void> {
    try {
      const store = await this.#getStore()
      const limit = AbortSignal.timeout(RETRIAL_LIMIT_MS)
      await unlessAborted(store.get(RETRIAL_KEY, limit, 0), limit)
    } catch (error) {
      if (!(error instanceof OversizeError)) {
        setTimeout(() => void this.#tryAgain(), this.#pauseMs).unref()
        this.#pauseMs *= 2
        return
      }
    }
    this.#allowedMs /= 2
    this.#open = new AbortController()
    this.#patience = this.#begin()
  }
}

/** A store of somebody else's may not listen to the signal. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
