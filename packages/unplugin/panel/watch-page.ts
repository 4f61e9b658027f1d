/** Attributes that decide which picture is shown, how large, or what is to be said of it. */
const ATTRIBUTES = [
  ...['src', 'srcset', 'sizes', 'media', 'type', 'poster', 'href'],
  ...['class', 'style', 'width', 'height', 'alt', 'loading', 'fetchpriority', 'hidden', 'role'],
]

/** Milliseconds between two looks at a page, when somebody looks at the panel and when nobody does. */
const PAUSE = { open: 400, closed: 1500 }

/** Parts of the time that looks may take: a page of many elements is looked at less often. */
const SHARE = 1 / 20

/**
 * Tells when a page may show other pictures, or show them otherwise: now and then while it changes, and once more when it has come to
 * rest.
 */
export class PageWatch {
  readonly #look: () => void
  readonly #mutations = new MutationObserver(() => this.note())
  readonly #sizes = new ResizeObserver(() => this.note())
  readonly #roots = new WeakSet<Node>()
  #sized = new Set<Element>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #last = 0
  /** Milliseconds that the last look took. */
  #cost = 0
  isQuick = false

  constructor(look: () => void) {
    this.#look = look
    this.watchRoot(document)
    this.#sizes.observe(document.documentElement)
    addEventListener('resize', () => this.note())
    this.#watchPixelRatio()
  }

  /** Something has changed: there will be a look. */
  note(): void {
    if (this.#timer !== undefined) return
    const pause = this.isQuick ? PAUSE.open : PAUSE.closed
    const wait = Math.max(50, this.#last + Math.max(pause, this.#cost / SHARE) - performance.now())
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#last = performance.now()
      this.#look()
      this.#cost = performance.now() - this.#last
    }, wait)
  }

  /** Looks into a document or an open shadow root as well; once for each. */
  watchRoot(root: Document | ShadowRoot): void {
    if (this.#roots.has(root)) return
    this.#roots.add(root)
    this.#mutations.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ATTRIBUTES })
    // Loads do not rise, and are seen on their way down.
    for (const event of ['load', 'error']) root.addEventListener(event, () => this.note(), true)
  }

  /** Follows the sizes of elements, and of no others. */
  watchSizes(elements: ReadonlySet<Element>): void {
    for (const gone of this.#sized) if (!elements.has(gone)) this.#sizes.unobserve(gone)
    for (const element of elements) if (!this.#sized.has(element)) this.#sizes.observe(element)
    this.#sized = new Set(elements)
  }

  /** A window that is moved to another screen, or zoomed, has other pixels. */
  #watchPixelRatio(): void {
    const same = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    same.addEventListener(
      'change',
      () => {
        this.note()
        this.#watchPixelRatio()
      },
      { once: true },
    )
  }
}
