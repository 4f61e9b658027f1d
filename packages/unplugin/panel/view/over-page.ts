/** Something over an element of the page, where that goes: it is told of no movement, and looks at each frame while it is shown. */
export class OverPage {
  readonly #element: HTMLElement
  readonly #follow: (target: Element) => void
  #target: Element | null = null
  #frame = 0

  /** @param follow what else is as the element has it. */
  constructor(element: HTMLElement, follow: (target: Element) => void = () => {}) {
    this.#element = element
    this.#follow = follow
  }

  show(target: Element): void {
    this.#target = target
    this.#element.hidden = false
    if (this.#frame === 0) this.#place()
  }

  hide(): void {
    this.#target = null
    this.#element.hidden = true
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  #place(): void {
    if (this.#target?.isConnected !== true) {
      this.hide()
      return
    }
    const { left, top, width, height } = this.#target.getBoundingClientRect()
    for (const [property, value] of Object.entries({ left, top, width, height })) {
      this.#element.style.setProperty(property, `${value}px`)
    }
    this.#follow(this.#target)
    this.#frame = requestAnimationFrame(() => this.#place())
  }
}
