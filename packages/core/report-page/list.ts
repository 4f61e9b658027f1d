import { element } from './elements.js'
import { formatBytes, formatShare, formatTime } from './numbers.js'
import { COLUMNS, type Order, type Row } from './rows.js'

/** Pixels; the style sheet knows the same. */
const ROW_HEIGHT = 44

/** Pixels of what stands above the rows. */
const HEAD_HEIGHT = 34

/** Rows that are drawn beyond what is seen, above and below. */
const BEYOND = 6

export interface ListParts {
  thumbnailOf(sourceIndex: number): string | null
  hueOf(format: string): number
  onSelect(row: Row): void
  /** To be looked at closely. */
  onOpen(): void
  onOrder(order: Order): void
}

/** The outputs, of which only those that are seen are in the document, however many there are. */
export class List {
  readonly whole: HTMLElement
  readonly #scroller: HTMLElement
  readonly #space: HTMLElement
  readonly #heads: HTMLButtonElement[]
  readonly #parts: ListParts
  readonly #drawn = new Map<number, HTMLElement>()
  #rows: readonly Row[] = []
  #largest = 1
  #selected = -1
  #isWaiting = false

  constructor(parts: ListParts) {
    this.#parts = parts
    this.#heads = COLUMNS.map(({ name, label }) =>
      element('button', { type: 'button', value: name, onclick: () => this.#sortBy(name) }, label),
    )
    const heads = this.#heads.map((head, index) =>
      element('div', { role: 'columnheader', class: `cell ${COLUMNS[index]?.name}` }, head),
    )
    this.#space = element('div', { class: 'space', role: 'rowgroup' })
    this.#scroller = element(
      'div',
      {
        class: 'rows',
        id: 'rows',
        tabindex: 0,
        role: 'grid',
        'aria-label': 'Outputs',
        'aria-colcount': COLUMNS.length,
        onkeydown: (event: KeyboardEvent) => this.#onKey(event),
        onclick: (event: MouseEvent) => this.#onClick(event),
        ondblclick: () => parts.onOpen(),
      },
      element('div', { class: 'heads', role: 'row' }, ...heads),
      this.#space,
    )
    this.whole = element('div', { class: 'list' }, this.#scroller)
    this.#scroller.addEventListener('scroll', () => this.#drawSoon(), { passive: true })
    new ResizeObserver(() => this.#drawSoon()).observe(this.#scroller)
  }

  /** Other rows, or the same in another order; what was selected stays so where it is still there. */
  show(rows: readonly Row[], order: Order): void {
    const selected = this.selected
    this.#rows = rows
    this.#largest = Math.max(1, ...largestOf(rows))
    this.#selected = selected === undefined ? -1 : rows.indexOf(selected)
    this.#space.style.height = `${rows.length * ROW_HEIGHT}px`
    this.#scroller.setAttribute('aria-rowcount', String(rows.length))
    for (const head of this.#heads) {
      const isOurs = head.value === order.column
      const said = !isOurs ? 'none' : order.isDescending ? 'descending' : 'ascending'
      head.parentElement?.setAttribute('aria-sort', said)
    }
    this.#order = order
    for (const drawn of this.#drawn.values()) drawn.remove()
    this.#drawn.clear()
    this.#scroller.scrollTop = this.#selected === -1 ? 0 : this.#scroller.scrollTop
    if (this.#selected !== -1) this.#bringIntoView()
    this.#draw()
  }

  #order: Order = { column: 'picture', isDescending: false }

  get selected(): Row | undefined {
    return this.#rows[this.#selected]
  }

  focus(): void {
    this.#scroller.focus()
  }

  /** Selects a row. @param index may lie outside: the nearest there is counts. */
  select(index: number): void {
    const at = Math.max(0, Math.min(index, this.#rows.length - 1))
    const row = this.#rows[at]
    if (row === undefined) return
    this.#mark(this.#selected, false)
    this.#selected = at
    this.#bringIntoView()
    this.#draw()
    this.#mark(at, true)
    this.#parts.onSelect(row)
  }

  selectRow(row: Row): void {
    const index = this.#rows.indexOf(row)
    if (index !== -1) this.select(index)
  }

  clear(): void {
    this.#mark(this.#selected, false)
    this.#selected = -1
    this.#scroller.removeAttribute('aria-activedescendant')
  }

  #mark(index: number, isSelected: boolean): void {
    const drawn = this.#drawn.get(index)
    drawn?.setAttribute('aria-selected', String(isSelected))
    if (drawn !== undefined && isSelected) this.#scroller.setAttribute('aria-activedescendant', drawn.id)
  }

  #sortBy(column: Order['column']): void {
    const isSame = this.#order.column === column
    const startsHigh = COLUMNS.find(({ name }) => name === column)?.isNumber === true
    this.#parts.onOrder({ column, isDescending: isSame ? !this.#order.isDescending : startsHigh })
  }

  #onKey(event: KeyboardEvent): void {
    // A button above the rows has keys of its own.
    if (event.target !== this.#scroller) return
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / ROW_HEIGHT) - 1)
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.#selected + 1,
      ArrowUp: this.#selected === -1 ? 0 : this.#selected - 1,
      PageDown: this.#selected + page,
      PageUp: this.#selected - page,
      Home: 0,
      End: this.#rows.length - 1,
    }
    if (event.key === 'Enter') this.#parts.onOpen()
    const to = moves[event.key]
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    this.select(to)
  }

  #onClick(event: MouseEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.row')
    if (row !== null) this.select(Number(row.dataset['index']))
  }

  #bringIntoView(): void {
    const { scrollTop } = this.#scroller
    const clientHeight = this.#scroller.clientHeight - HEAD_HEIGHT
    const top = this.#selected * ROW_HEIGHT
    if (top < scrollTop) this.#scroller.scrollTop = top
    else if (top + ROW_HEIGHT > scrollTop + clientHeight) this.#scroller.scrollTop = top + ROW_HEIGHT - clientHeight
  }

  #drawSoon(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    requestAnimationFrame(() => {
      this.#isWaiting = false
      this.#draw()
    })
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#scroller
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - BEYOND)
    const last = Math.min(this.#rows.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + BEYOND)
    for (const [index, drawn] of this.#drawn) {
      if (index >= first && index < last) continue
      drawn.remove()
      this.#drawn.delete(index)
    }
    for (let index = first; index < last; index++) {
      const row = this.#rows[index]
      if (row === undefined || this.#drawn.has(index)) continue
      const drawn = this.#drawRow(row, index)
      this.#drawn.set(index, drawn)
      this.#space.append(drawn)
    }
  }

  #drawRow(row: Row, index: number): HTMLElement {
    const thumbnail = this.#parts.thumbnailOf(row.sourceIndex)
    const hue = this.#parts.hueOf(row.format)
    const bar = element('span', { class: 'bar', 'data-hue': hue })
    bar.style.width = `${(row.bytes / this.#largest) * 100}%`
    const cells = [
      [
        thumbnail === null
          ? element('span', { class: 'thumb none' })
          : element('img', { class: 'thumb', src: thumbnail, alt: '', width: 36, height: 36, loading: 'lazy' }),
        element(
          'span',
          { class: 'named', title: row.source.file },
          element(
            'span',
            { class: 'name' },
            row.name,
            row.isOver ? ' ' : null,
            row.isOver ? element('span', { class: 'over' }, 'over budget') : null,
          ),
          element('span', { class: 'dim' }, row.folder),
        ),
      ],
      [`${row.width}×${row.height}`],
      [element('span', { class: 'chip', 'data-hue': hue }, row.format)],
      [row.isSource ? 'as it is' : row.quality === null ? 'lossless' : describeQuality(row)],
      [element('span', { class: 'number' }, formatBytes(row.bytes)), element('span', { class: 'track' }, bar)],
      [formatShare(row.bytes / row.source.bytes)],
      [formatTime(row.time)],
      [element('span', { class: 'tier', 'data-tier': row.from }, row.from)],
    ]
    const drawn = element(
      'div',
      {
        class: 'row',
        role: 'row',
        id: `row-${row.index}`,
        'data-index': index,
        'aria-rowindex': index + 1,
        'aria-selected': index === this.#selected,
      },
      ...cells.map((children, column) =>
        element('div', { role: 'gridcell', class: `cell ${COLUMNS[column]?.name}` }, ...children),
      ),
    )
    drawn.style.transform = `translateY(${index * ROW_HEIGHT}px)`
    if (index === this.#selected) this.#scroller.setAttribute('aria-activedescendant', drawn.id)
    return drawn
  }
}

function describeQuality({ quality, score }: Row): string {
  return score === null ? `${quality}` : `${quality} · ${score.toFixed(1)}`
}

/** Spread as arguments, thousands are too many. */
function largestOf(rows: readonly Row[]): number[] {
  return [rows.reduce((most, { bytes }) => Math.max(most, bytes), 0)]
}
