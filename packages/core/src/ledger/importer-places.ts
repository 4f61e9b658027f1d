/** A place in the user's code that imports an image. */
export interface ImporterPlace {
  /** Absolute path of the importing file. */
  file: string
  /** As it is written there. */
  specifier: string
  /** 1-based; null where the host does not know it. */
  line: number | null
  /** 0-based; null where the host does not know it. */
  column: number | null
}

/** Who imports which output: hosts know the places of requests, plans the outputs of requests. */
export class ImporterPlaces {
  /** Places by the id of the request, each once. */
  readonly #places = new Map<string, Map<string, ImporterPlace>>()
  readonly #keys = new Map<string, readonly string[]>()
  /** Ids of the requests that an output is wanted for, by its key. */
  readonly #ids = new Map<string, Set<string>>()

  /**
   * Takes note of a place; one of the same file and specifier has moved here.
   *
   * @param id of the request: absolute path and query.
   */
  note(id: string, place: ImporterPlace): void {
    const places = this.#places.get(id) ?? new Map<string, ImporterPlace>()
    places.set(JSON.stringify([place.file, place.specifier]), place)
    this.#places.set(id, places)
  }

  /** Takes note of the outputs that a request comes to now, in place of those that it came to before. */
  link(id: string, keys: readonly string[]): void {
    for (const key of this.#keys.get(id) ?? []) {
      const ids = this.#ids.get(key)
      ids?.delete(id)
      if (ids?.size === 0) this.#ids.delete(key)
    }
    this.#keys.set(id, keys)
    for (const key of keys) {
      const ids = this.#ids.get(key) ?? new Set()
      ids.add(id)
      this.#ids.set(key, ids)
    }
  }

  /** The outputs that a request comes to, and every place that it stands at. */
  request(id: string): { keys: readonly string[]; importers: ImporterPlace[] } {
    return { keys: this.#keys.get(id) ?? [], importers: [...(this.#places.get(id)?.values() ?? [])] }
  }

  /** Every place that wants an output, each once. */
  of(key: string): ImporterPlace[] {
    const places = [...(this.#ids.get(key) ?? [])].flatMap(id => [...(this.#places.get(id) ?? [])])
    return [...new Map(places).values()]
  }
}
