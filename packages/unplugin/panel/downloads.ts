/** What a browser has had from a server for a URL. */
export interface Download {
  /** Of the encoded picture. */
  bytes: number
  /** Whether it came from the browser's own cache, in whole or but for a question whether it is still right. */
  isCached: boolean
}

/** What asks for pictures, in the words of browsers. */
const INITIATORS: ReadonlySet<string> = new Set(['img', 'image', 'css', 'input', 'video', 'link', 'other'])

/** URLs that are remembered. */
const MOST = 3000

/** Downloads of a page by their URLs, from its beginning on. */
export class Downloads {
  readonly #byUrl = new Map<string, Download>()
  /** Whether a style has asked for anything: the styles of all elements are only then worth a look. */
  hasStyled = false

  /** @param told when there is another one. */
  constructor(told: () => void) {
    new PerformanceObserver(list => {
      const before = this.#byUrl.size
      for (const entry of list.getEntries()) this.#note(entry as PerformanceResourceTiming)
      // What the panel itself asks is no reason to look again.
      if (this.#byUrl.size > before) told()
    }).observe({ type: 'resource', buffered: true })
    // A page with more of them than a browser keeps may have lost those.
    if (performance.getEntriesByType('resource').length >= 250) this.hasStyled = true
  }

  of(url: string): Download | undefined {
    return this.#byUrl.get(url)
  }

  #note({ name, initiatorType, encodedBodySize, transferSize }: PerformanceResourceTiming): void {
    if (!INITIATORS.has(initiatorType) || this.#byUrl.size >= MOST) return
    if (initiatorType === 'css') this.hasStyled = true
    // The panel's own small pictures come from the cache.
    if (encodedBodySize === 0 || this.#byUrl.has(name)) return
    this.#byUrl.set(name, { bytes: encodedBodySize, isCached: transferSize < encodedBodySize })
  }
}
