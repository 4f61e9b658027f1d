import { make } from './element.js'
import { OverPage } from './over-page.js'

/** A frame around a picture of the page, which catches nothing that is meant for the page. */
export class Outline {
  readonly element: HTMLElement = make('div', { class: 'outline', attributes: { 'aria-hidden': 'true', hidden: '' } })
  readonly #over = new OverPage(this.element)

  show(target: Element): void {
    this.#over.show(target)
  }

  hide(): void {
    this.#over.hide()
  }
}
