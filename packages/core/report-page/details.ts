import type { ReportData, ReportedMeasure, ReportedPlace } from '../src/account/report-data.js'
import { comparison } from './compare.js'
import { element } from './elements.js'
import { countOf, formatBytes, formatChange, formatShare, formatTime } from './numbers.js'
import type { Row } from './rows.js'

export interface DetailsParts {
  data: ReportData
  rows: readonly Row[]
  thumbnailOf(sourceIndex: number): string | null
  hueOf(format: string): number
  onSelect(row: Row): void
  onClose(): void
}

/** Everything about one output, and the others of its picture. */
export class Details {
  readonly whole: HTMLElement
  readonly #parts: DetailsParts

  constructor(parts: DetailsParts) {
    this.#parts = parts
    this.whole = element('aside', { class: 'details', 'aria-label': 'Details', hidden: true })
  }

  get isOpen(): boolean {
    return !this.whole.hidden
  }

  close(): void {
    this.whole.hidden = true
    this.whole.replaceChildren()
  }

  /** Puts the keyboard on the divide. */
  focus(): void {
    this.whole.querySelector<HTMLElement>('.divide')?.focus()
  }

  show(row: Row): void {
    const { data, onClose } = this.#parts
    const { source } = row
    this.whole.replaceChildren(
      element(
        'header',
        {},
        element('div', {}, element('h2', {}, row.name), element('p', { class: 'dim path' }, source.file)),
        element('button', { type: 'button', class: 'close', 'aria-label': 'Close details', onclick: onClose }, '×'),
      ),
      comparison({
        before: urlOf(data, source.file),
        after: row.file === null ? null : urlOf(data, row.file),
        thumbnail: this.#parts.thumbnailOf(row.sourceIndex),
        width: row.width,
        height: row.height,
        name: row.name,
      }),
      this.#budgets(row),
      this.#facts(row),
      this.#outputs(row),
      this.#measured(row),
      this.#places(row),
    )
    this.whole.hidden = false
    this.whole.scrollTop = 0
  }

  #budgets(row: Row): HTMLElement {
    const { findings } = this.#parts.data
    const own = findings.filter(({ output }) => output === row.index)
    if (own.length === 0) return element('div', { hidden: true })
    return element(
      'ul',
      { class: 'findings', 'aria-label': 'Budgets that are exceeded' },
      ...own.map(({ message, severity }) => element('li', { 'data-severity': severity }, message)),
    )
  }

  #facts(row: Row): HTMLElement {
    const { source, times } = row
    const facts: [string, string][] = [
      [
        'Source',
        `${source.width}×${source.height} ${source.format}, ${formatBytes(source.bytes)}${source.quality == null ? '' : `, quality ${source.quality}`}`,
      ],
      [
        'Output',
        `${row.width}×${row.height} ${row.format}, ${formatBytes(row.bytes)} (${formatShare(row.bytes / source.bytes)})`,
      ],
      ['Quality', describeQuality(row)],
      ...(row.score === null ? [] : [['SSIMULACRA2', row.score.toFixed(1)] as [string, string]]),
      [
        'Time',
        times === null
          ? `from ${row.from}; encoding took ${formatTime(row.encodeMs)} when it was made`
          : `decode ${formatTime(times.decode)}, resize ${formatTime(times.resize)}, encode ${formatTime(times.encode)}`,
      ],
      ['File', row.file ?? 'in the code'],
      ...(row.sides.length === 1 && row.sides[0] === 'build'
        ? []
        : [['Side', row.sides.join(', ')] as [string, string]]),
    ]
    return element(
      'dl',
      { class: 'facts' },
      ...facts.flatMap(([term, text]) => [element('dt', {}, term), element('dd', {}, text)]),
    )
  }

  /** The others of the same picture, to go to. */
  #outputs(row: Row): HTMLElement {
    const own = this.#parts.rows.filter(({ sourceIndex }) => sourceIndex === row.sourceIndex)
    const most = Math.max(...own.map(({ bytes }) => bytes))
    const list = own.map(other => {
      const hue = this.#parts.hueOf(other.format)
      const bar = element('span', { class: 'bar', 'data-hue': hue })
      bar.style.width = `${(other.bytes / most) * 100}%`
      return element(
        'li',
        {},
        element(
          'button',
          { type: 'button', 'aria-current': other === row, onclick: () => this.#parts.onSelect(other) },
          element('span', { class: 'pixels' }, `${other.width}×${other.height}`),
          element('span', { class: 'chip', 'data-hue': hue }, other.format),
          element('span', { class: 'track' }, bar),
          element('span', { class: 'number' }, formatBytes(other.bytes)),
        ),
      )
    })
    return section(`${countOf(own.length, 'output')} of this picture`, element('ul', { class: 'outputs' }, ...list))
  }

  #measured(row: Row): HTMLElement {
    if (row.measured.length > 0) {
      const sorted = [...row.measured].sort((a, b) => a.bytes - b.bytes)
      const most = Math.max(row.bytes, ...sorted.map(({ bytes }) => bytes))
      return section(
        'In other formats and qualities',
        element('ul', { class: 'outputs measured' }, ...sorted.map(one => this.#alternative(one, row, most))),
        element(
          'p',
          { class: 'note' },
          'Measured by encoding them. The numbers of quality are sharp’s scale; how each looks, only looking tells.',
        ),
      )
    }
    const command = `npx lazy-image report --measure ${quoteForShell(row.source.file)}`
    return section(
      'In other formats and qualities',
      element(
        'p',
        { class: 'note' },
        'Not measured, and nothing here is guessed. This encodes the outputs of this picture in other formats and qualities, and writes this report anew:',
      ),
      element('p', { class: 'command' }, element('code', {}, command), copyButton(command)),
    )
  }

  #alternative({ format, quality, bytes }: ReportedMeasure, row: Row, most: number): HTMLElement {
    const hue = this.#parts.hueOf(format)
    const bar = element('span', { class: 'bar', 'data-hue': hue })
    bar.style.width = `${(bytes / most) * 100}%`
    const change = formatChange(row.bytes, bytes)
    return element(
      'li',
      { class: 'alternative' },
      element('span', { class: 'chip', 'data-hue': hue }, format),
      element('span', { class: 'pixels' }, quality === null ? 'lossless' : `quality ${quality}`),
      element('span', { class: 'track' }, bar),
      element('span', { class: 'number' }, formatBytes(bytes)),
      element('span', { class: bytes < row.bytes ? 'change less' : 'change' }, change),
    )
  }

  #places(row: Row): HTMLElement {
    const { places } = this.#parts.data
    const own = row.places.flatMap(position => places[position] ?? [])
    if (own.length === 0) return element('div', { hidden: true })
    return section(
      `Imported in ${countOf(own.length, 'place')}`,
      element(
        'ul',
        { class: 'places' },
        ...own.map(place => {
          const text = placeText(place)
          return element(
            'li',
            {},
            element('span', { class: 'place' }, element('code', {}, text), copyButton(text)),
            element('code', { class: 'dim' }, place.specifier),
          )
        }),
      ),
    )
  }
}

function describeQuality({ isSource, quality, isTooFine, source }: Row): string {
  if (isSource) return 'the source’s own bytes'
  if (quality === null) return 'nothing lost'
  return isTooFine ? `${quality}, above its source’s ${source.quality}: larger than need be` : String(quality)
}

function placeText({ file, line, column }: ReportedPlace): string {
  return line === null ? file : `${file}:${line}${column === null ? '' : `:${column}`}`
}

function section(title: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element('section', {}, element('h3', {}, title), ...children)
}

function copyButton(text: string): HTMLElement {
  const button = element(
    'button',
    {
      type: 'button',
      class: 'copy',
      'aria-label': `Copy ${text}`,
      onclick: () => {
        void navigator.clipboard?.writeText(text).then(
          () => {
            button.textContent = 'Copied'
          },
          () => {
            button.textContent = 'Not allowed'
          },
        )
      },
    },
    'Copy',
  )
  return button
}

/** A URL from the page. Each name is encoded by itself, so that none is read as a query, a fragment or a scheme. */
function urlOf({ root }: ReportData, file: string): string {
  const path = root === '.' || isAbsolute(file) ? file : `${root}/${file}`
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return isAbsolute(file) ? encoded : `./${encoded}`
}

function isAbsolute(file: string): boolean {
  return file.startsWith('/')
}

/** As shells take a text without looking into it. */
function quoteForShell(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
