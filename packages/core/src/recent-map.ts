/** The entries that were used last, up to a number of them. */
export class RecentMap<Value> {
  readonly #capacity: number
  readonly #entries = new Map<string, Value>()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** The value of a key, made where there is none; what making it throws is not kept. */
  getOrMake(key: string, make: () => Value): Value {
    const known = this.#entries.get(key)
    // A value may be null: only a key that is not there has none.
    const value = known === undefined ? make() : known
    // A map keeps the order of insertion: what is used moves to the end.
    this.#entries.delete(key)
    this.#entries.set(key, value)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > this.#capacity && oldest !== undefined) this.#entries.delete(oldest)
    return value
  }
}
