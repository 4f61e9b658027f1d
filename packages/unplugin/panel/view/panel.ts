import { Downloads } from '../downloads.js'
import { followLargest } from '../largest.js'
import { PagePictures } from '../page-pictures.js'
import type { Picture } from '../picture.js'
import { PageWatch } from '../watch-page.js'
import { Detail } from './detail.js'
import { make, makeSign } from './element.js'
import { makeList } from './list.js'
import { Outline } from './outline.js'
import { PageLayer } from './page-layer.js'
import { STYLE } from './style.js'
import { bytesOf, count, sayBytes } from './words.js'

const PICTURE = ['M3 5.5A1.5 1.5 0 0 1 4.5 4h11A1.5 1.5 0 0 1 17 5.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5z']
const HILLS = 'M3.5 14l4-4.5 3 3 2-2 4 4M13 7.5h.01'
const CLOSE = 'M5 5l10 10M15 5L5 15'

/** In the memory of a tab: whether the panel is open. */
const REMEMBERED = 'lazy-image:panel'

/** The button, and what it opens. */
export class Panel {
  readonly #host: HTMLElement
  readonly #root: ShadowRoot
  readonly #outline = new Outline()
  readonly #layer = new PageLayer()
  readonly #badge = make('span', 'badge')
  readonly #button: HTMLButtonElement
  readonly #summary = make('p', 'summary')
  readonly #body = make('div', 'body')
  readonly #panel: HTMLElement
  readonly #pictures: PagePictures
  readonly #watch: PageWatch
  readonly #downloads: Downloads
  #found: readonly Picture[] = []
  #trouble: string | undefined
  #detail: Detail | undefined
  #isLooking = false
  /** What the list shows, as text: what is as it was is not made again. */
  #listed = ''

  constructor(host: HTMLElement) {
    this.#host = host
    this.#root = host.attachShadow({ mode: 'open' })
    const style = new CSSStyleSheet()
    style.replaceSync(STYLE)
    this.#root.adoptedStyleSheets = [style]
    this.#button = make(
      'button',
      { class: 'open', attributes: { type: 'button', 'aria-expanded': 'false' }, on: { click: () => this.#toggle() } },
      makeSign(...PICTURE, HILLS),
      this.#badge,
    )
    const close = make(
      'button',
      {
        class: 'icon',
        attributes: { type: 'button', 'aria-label': 'Close' },
        on: { click: () => this.#setOpen(false) },
      },
      makeSign(CLOSE),
    )
    const head = make('header', {}, make('div', {}, make('h1', {}, 'Pictures of this page'), this.#summary), close)
    this.#panel = make(
      'section',
      { class: 'panel', attributes: { role: 'dialog', 'aria-label': 'lazy-image', hidden: '' } },
      head,
      this.#body,
    )
    this.#panel.addEventListener('keydown', event => this.#onKey(event))
    this.#root.append(this.#layer.element, this.#outline.element, this.#panel, this.#button)
    this.#downloads = new Downloads(() => this.#watch?.note())
    this.#pictures = new PagePictures(this.#downloads, element => element === host)
    this.#watch = new PageWatch(() => void this.#look())
  }

  start(): void {
    followLargest(largest => {
      this.#pictures.largest = largest
      this.#watch.note()
    })
    if (readRemembered()) this.#setOpen(true)
    else this.#watch.note()
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return this.#watch.note()
    this.#isLooking = true
    try {
      // Whoever writes the whole document anew takes the panel away.
      if (!this.#host.isConnected) document.documentElement.append(this.#host)
      const elements = this.#pictures.elements()
      for (const { shadowRoot } of elements) if (shadowRoot !== null) this.#watch.watchRoot(shadowRoot)
      this.#found = await this.#pictures.look(elements)
      this.#trouble = undefined
      this.#watch.watchSizes(new Set(this.#found.flatMap(picture => [...picture.elements])))
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error)
    } finally {
      this.#isLooking = false
    }
    this.#render()
  }

  get #isOpen(): boolean {
    return !this.#panel.hidden
  }

  #toggle(): void {
    this.#setOpen(!this.#isOpen)
    if (this.#isOpen) this.#firstFocus()?.focus()
  }

  #setOpen(isOpen: boolean): void {
    const hadFocus = this.#root.activeElement !== null
    this.#panel.hidden = !isOpen
    this.#button.setAttribute('aria-expanded', String(isOpen))
    this.#watch.isQuick = isOpen
    remember(isOpen)
    if (!isOpen) {
      this.#leaveDetail()
      this.#outline.hide()
      if (hadFocus) this.#button.focus()
    }
    this.#render()
    this.#watch.note()
  }

  #firstFocus(): HTMLElement | null {
    return this.#body.querySelector<HTMLElement>('button') ?? this.#panel.querySelector<HTMLElement>('button')
  }

  /** Keys of the panel are not the page's too. */
  #onKey(event: KeyboardEvent): void {
    event.stopPropagation()
    const rows = [...this.#body.querySelectorAll<HTMLElement>('.row')]
    const index = rows.indexOf(this.#root.activeElement as HTMLElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape' && this.#detail !== undefined) this.#back()
    else if (event.key === 'Escape') this.#setOpen(false)
    else if (step !== undefined && index !== -1) rows[index + step]?.focus()
    else return
    event.preventDefault()
  }

  #render(): void {
    const problems = this.#found.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'problem')
    const ours = this.#found.filter(({ facts }) => facts !== null)
    this.#badge.textContent = problems.length === 0 ? '' : String(problems.length)
    this.#badge.hidden = problems.length === 0
    this.#button.setAttribute(
      'aria-label',
      `lazy-image: ${count(ours.length, 'picture')}, ${count(problems.length, 'problem')}`,
    )
    if (!this.#isOpen) return
    const bytes = ours.reduce((sum, picture) => sum + (bytesOf(picture) ?? 0), 0)
    this.#summary.textContent = [
      `${count(ours.length, 'picture')} from lazy-image`,
      sayBytes(bytes),
      count(problems.length, 'problem'),
    ].join(' · ')
    if (this.#detail !== undefined) this.#renderDetail(this.#detail)
    else this.#renderList()
  }

  #renderDetail(detail: Detail): void {
    const { shown } = detail.picture
    const now = this.#found.find(({ id, elements }) => id === detail.picture.id || elements.includes(shown.element))
    if (now === undefined) return
    // The element shows another file: what is compared is not it any more.
    if (now.id !== detail.picture.id && now.shown.as === shown.as) this.#open(now)
    else detail.update(now)
  }

  #renderList(): void {
    const listed = JSON.stringify([this.#trouble, this.#found.map(describeRow)])
    if (listed === this.#listed && this.#body.querySelector('.list, .empty') !== null) return
    this.#listed = listed
    const focused = this.#root.activeElement?.getAttribute('data-id')
    const list = makeList(this.#found, {
      open: picture => this.#open(picture),
      point: picture => this.#point(picture),
    })
    const empty = make('p', 'empty', this.#trouble ?? 'No picture here yet.')
    this.#body.replaceChildren(this.#found.length === 0 || this.#trouble !== undefined ? empty : list)
    if (focused != null) this.#rowOf(focused)?.focus()
  }

  #rowOf(id: string): HTMLElement | undefined {
    return [...this.#body.querySelectorAll<HTMLElement>('.row')].find(row => row.dataset['id'] === id)
  }

  #open(picture: Picture): void {
    this.#leaveDetail()
    this.#outline.hide()
    this.#detail = new Detail(picture, {
      back: () => this.#back(),
      find: found => this.#find(found),
      layer: this.#layer,
    })
    this.#body.replaceChildren(this.#detail.element)
    this.#body.scrollTop = 0
    this.#detail.heading.focus()
  }

  #back(): void {
    const id = this.#detail?.picture.id
    this.#leaveDetail()
    this.#body.replaceChildren()
    this.#outline.hide()
    this.#render()
    if (id !== undefined) this.#rowOf(id)?.focus()
  }

  #leaveDetail(): void {
    this.#detail?.close()
    this.#detail = undefined
    this.#listed = ''
  }

  #point(picture: Picture | null): void {
    if (picture === null) this.#outline.hide()
    else this.#outline.show(picture.shown.element)
  }

  #find({ shown: { element } }: Picture): void {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    element.scrollIntoView({ block: 'center', behavior: isStill ? 'auto' : 'smooth' })
    this.#outline.show(element)
    setTimeout(() => this.#outline.hide(), 2000)
  }
}

function describeRow({ id, shown, findings, drawn: { box }, pixels, elements, facts, download }: Picture): unknown {
  return [
    id,
    shown.isThere,
    findings.map(({ title }) => title),
    Math.round(box.width),
    Math.round(box.height),
    pixels,
    elements.length,
    facts?.made,
    download,
  ]
}

/** A page may be forbidden to remember. */
function readRemembered(): boolean {
  try {
    return sessionStorage.getItem(REMEMBERED) === 'open'
  } catch {
    return false
  }
}

function remember(isOpen: boolean): void {
  try {
    sessionStorage.setItem(REMEMBERED, isOpen ? 'open' : 'closed')
  } catch {
    // It opens closed then.
  }
}
