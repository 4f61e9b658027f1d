/** Which joined file a module goes to: one for each set of entries that need it. */
export class JoinedChunks {
  #entries
  #late
  #nameOf
  #names

  /**
   * @param {readonly string[]} entries files that are loaded when a package is.
   * @param {ReadonlySet<string>} late files that are loaded by themselves, some time after the entries; known when all are read.
   * @param {(file: string) => string} nameOf a module's name, such as `host/vite/vite`.
   */
  constructor(entries, late, nameOf) {
    this.#entries = entries
    this.#late = late
    this.#nameOf = nameOf
  }

  /** Groups of rolldown's, each of which takes its modules with all that they import: what most need goes first. */
  get groups() {
    return Array.from({ length: this.#entries.length + 1 }, (_, priority) => ({
      debugName: `needed by ${priority}`,
      priority,
      name: (file, graph) => {
        this.#names ??= this.#nameAll(id => graph.getModuleInfo(id))
        const chunk = this.#names.get(file)
        return chunk?.priority === priority ? chunk.name : null
      },
    }))
  }

  #nameAll(factsOf) {
    const needed = new Map()
    const late = new Set(this.#late)
    const walk = (file, root, isEarly) => {
      const by = needed.get(file) ?? new Set()
      // What an entry needs is there when something late comes.
      if (by.has(root) || (!isEarly && [...by].some(other => this.#entries.includes(other)))) return
      needed.set(file, by.add(root))
      const { importedIds = [], dynamicallyImportedIds = [] } = factsOf(file) ?? {}
      for (const id of dynamicallyImportedIds) late.add(id)
      for (const id of importedIds) walk(id, root, isEarly)
    }
    for (const entry of this.#entries) walk(entry, entry, true)
    // Whoever is loaded late may load others late.
    for (const file of late) walk(file, file, false)
    const numbers = new Map()
    const chunkFor = by => {
      const isEarly = [...by].some(root => this.#entries.includes(root))
      const names = [...by].map(root => this.#nameOf(root).replaceAll('/', '-')).sort()
      const set = names.join(' ')
      if (!numbers.has(set)) numbers.set(set, names.length === 1 ? set : `shared-${numbers.size}`)
      return { name: numbers.get(set), priority: isEarly ? by.size : 0 }
    }
    return new Map([...needed].map(([file, by]) => [file, chunkFor(by)]))
  }
}
