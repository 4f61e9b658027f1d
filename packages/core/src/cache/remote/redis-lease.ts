import type { StoreLease } from '../../options/remote-store.js'

type Call = (signal: AbortSignal, command: string, ...args: (string | number)[]) => Promise<unknown>

/** What is done only where the lease is still one's own. */
const RENEW =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0"
const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"

/** A lease as a key that only its owner prolongs and deletes, and that goes by itself. */
export class RedisLease implements StoreLease {
  readonly #call: Call
  readonly #key: string
  readonly #owner: string
  readonly #validMs: number

  constructor(call: Call, key: string, owner: string, validMs: number) {
    this.#call = call
    this.#key = key
    this.#owner = owner
    this.#validMs = validMs
  }

  async renew(signal: AbortSignal): Promise<boolean> {
    return (await this.#call(signal, 'EVAL', RENEW, 1, this.#key, this.#owner, this.#validMs)) === 1
  }

  async release(signal: AbortSignal): Promise<void> {
    await this.#call(signal, 'EVAL', RELEASE, 1, this.#key, this.#owner)
  }
}
