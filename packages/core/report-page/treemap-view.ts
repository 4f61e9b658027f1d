import { element } from './elements.js'
import { formatBytes, formatShare } from './numbers.js'
import { isBelow, type Row } from './rows.js'
import { type Box, squarify } from './squarify.js'

/** Cells of a folder and of the whole beyond which the rest is one. */
const MOST_FOLDERS = 24

/** Pixels between folders, and above the cells of one for its name. */
const GAP = 3
const NAME_HEIGHT = 18

export interface TreemapParts {
  hueOf(format: string): number
  /** A part was chosen. @param folder, and a format of it; both empty for all. */
  onChoose(folder: string, format: string): void
}

interface Part {
  folder: string
  bytes: number
  formats: [format: string, bytes: number][]
}

/** Bytes by folder and, in each, by format. */
export class Treemap {
  readonly whole: HTMLElement
  readonly #plane: HTMLElement
  readonly #parts: TreemapParts
  #rows: readonly Row[] = []
  #drawnWidth = 0

  constructor(parts: TreemapParts) {
    this.#parts = parts
    this.#plane = element('div', { class: 'plane', role: 'group', 'aria-label': 'Bytes by folder and format' })
    this.whole = element('section', { class: 'treemap' }, this.#plane)
    new ResizeObserver(() => {
      if (this.#plane.clientWidth !== this.#drawnWidth) this.#draw()
    }).observe(this.#plane)
  }

  show(rows: readonly Row[]): void {
    this.#rows = rows
    this.#draw()
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plane
    this.#drawnWidth = width
    if (width === 0) return
    const folders = groupByFolder(this.#rows)
    const total = folders.reduce((sum, { bytes }) => sum + bytes, 0)
    const boxes = squarify(
      folders.map(({ bytes }) => bytes),
      { x: 0, y: 0, width, height },
    )
    this.#plane.replaceChildren(
      ...folders.flatMap((part, index) => {
        const box = boxes[index]
        return box === undefined ? [] : [this.#drawFolder(part, box, total)]
      }),
    )
  }

  #drawFolder({ folder, bytes, formats }: Part, box: Box, total: number): HTMLElement {
    const inner = { x: 0, y: 0, width: box.width - GAP, height: box.height - GAP }
    const hasName = inner.width > 56 && inner.height > 34
    const top = hasName ? NAME_HEIGHT : 0
    const cells = squarify(
      formats.map(([, size]) => size),
      { ...inner, y: top, height: inner.height - top },
    )
    const title = `${folder}: ${formatBytes(bytes)}, ${formatShare(bytes / total)}`
    const whole = element(
      'div',
      { class: 'folder' },
      hasName
        ? element(
            'button',
            { type: 'button', class: 'folder-name', title, onclick: () => this.#parts.onChoose(folder, '') },
            element('span', {}, folder),
            inner.width > 130 ? element('span', { class: 'dim' }, formatBytes(bytes)) : null,
          )
        : null,
      ...formats.flatMap(([format, size], index) => {
        const cell = cells[index]
        return cell === undefined ? [] : [this.#drawCell(folder, format, size, cell)]
      }),
    )
    place(whole, { ...box, width: inner.width, height: inner.height })
    return whole
  }

  #drawCell(folder: string, format: string, bytes: number, box: Box): HTMLElement {
    const title = `${folder}, ${format}: ${formatBytes(bytes)}`
    const isNamed = box.width > 42 && box.height > 18
    const cell = element(
      'button',
      {
        type: 'button',
        class: 'tile',
        'data-hue': this.#parts.hueOf(format),
        title,
        'aria-label': title,
        onclick: () => this.#parts.onChoose(folder, format),
      },
      isNamed ? element('span', {}, format) : null,
      isNamed && box.height > 36 && box.width > 54 ? element('span', { class: 'weight' }, formatBytes(bytes)) : null,
    )
    place(cell, box)
    return cell
  }
}

function place(whole: HTMLElement, { x, y, width, height }: Box): void {
  Object.assign(whole.style, {
    left: `${x}px`,
    top: `${y}px`,
    width: `${Math.max(0, width)}px`,
    height: `${Math.max(0, height)}px`,
  })
}

/** The folders below the one that all are in, the heaviest first; many become their parents. */
function groupByFolder(rows: readonly Row[]): Part[] {
  const folders = [...new Set(rows.map(({ folder }) => folder))]
  let depth = commonDepth(folders) + 1
  const namesAt = (level: number) => new Set(folders.map(folder => cut(folder, level)))
  while (depth < 8 && namesAt(depth).size < 6 && namesAt(depth + 1).size <= MOST_FOLDERS) {
    if (namesAt(depth).size === namesAt(16).size) break
    depth++
  }
  const parts = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const name = cut(row.folder, depth)
    const formats = parts.get(name) ?? new Map<string, number>()
    parts.set(name, formats.set(row.format, (formats.get(row.format) ?? 0) + row.bytes))
  }
  const heavy = [...parts]
    .map(([folder, formats]) => {
      const sorted = [...formats].sort((a, b) => b[1] - a[1])
      return { folder, formats: sorted, bytes: sorted.reduce((sum, [, bytes]) => sum + bytes, 0) }
    })
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
  return heavy.slice(0, MOST_FOLDERS)
}

function cut(folder: string, depth: number): string {
  return folder.split('/').slice(0, Math.max(1, depth)).join('/')
}

function commonDepth(folders: readonly string[]): number {
  const [first = '', ...others] = folders
  const names = first.split('/')
  let depth = 0
  while (depth < names.length && others.every(folder => isBelow(folder, names.slice(0, depth + 1).join('/')))) depth++
  return depth
}
