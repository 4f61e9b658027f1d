import type { ReportData } from '../src/account/report-data.js'
import { Details } from './details.js'
import { byId, element } from './elements.js'
import { assignHues } from './hues.js'
import { List } from './list.js'
import { countOf, formatBytes, formatChange } from './numbers.js'
import { type Filter, filterRows, makeRows, NO_FILTER, type Order, sortRows } from './rows.js'
import { themeSwitch } from './theme.js'
import { Treemap } from './treemap-view.js'

function readJson<Value>(id: string): Value {
  return JSON.parse(byId(id).textContent ?? 'null') as Value
}

const data = readJson<ReportData>('data')
const rows = makeRows(data)
const hueOf = assignHues(rows)

/** They are most of the page's bytes, and read when the first row is drawn. */
let thumbnails: (string | null)[] | undefined
const thumbnailOf = (sourceIndex: number) => {
  thumbnails ??= readJson<(string | null)[]>('thumbnails')
  return thumbnails[sourceIndex] ?? null
}

let filter: Filter = NO_FILTER
let order: Order = { column: 'picture', isDescending: false }

const list = new List({
  thumbnailOf,
  hueOf,
  onSelect: row => details.show(row),
  onOpen: () => details.focus(),
  onOrder: wanted => {
    order = wanted
    refresh()
  },
})
const details = new Details({
  data,
  rows,
  thumbnailOf,
  hueOf,
  onSelect: row => {
    if (!filterRows([row], filter).includes(row)) change(NO_FILTER)
    list.selectRow(row)
  },
  onClose: () => close(),
})
const treemap = new Treemap({ hueOf, onChoose: (folder, format) => change({ ...filter, folder, format }) })

const shown = element('p', { class: 'shown', role: 'status' })
const search = element('input', {
  type: 'search',
  placeholder: 'Search names, folders, formats',
  'aria-label': 'Search',
  'aria-keyshortcuts': '/',
  autocomplete: 'off',
  spellcheck: 'false',
  oninput: () => change({ ...filter, words: search.value }),
})
const selects = [
  select('format', 'Format', countBy(rows.map(row => row.format))),
  select('folder', 'Folder', countBy(rows.flatMap(row => parentsOf(row.folder)))),
  select('tier', 'From', countBy(rows.map(row => row.from))),
  select('side', 'Side', countBy(rows.flatMap(row => row.sides))),
  selectPage(),
].filter(made => made !== null)
const overButton = element(
  'button',
  {
    type: 'button',
    class: 'toggle',
    'aria-pressed': false,
    onclick: () => change({ ...filter, isOver: !filter.isOver }),
  },
  `Over budget ${new Set(data.findings.map(({ output }) => output)).size}`,
)
const clearButton = element('button', { type: 'button', class: 'quiet', onclick: () => change(NO_FILTER) }, 'Show all')

byId('report').replaceChildren(
  element(
    'header',
    { class: 'top' },
    element('h1', {}, 'Images of this build'),
    element('p', { class: 'made' }, new Date(data.madeAt).toLocaleString()),
    themeSwitch(),
  ),
  totals(),
  treemap.whole,
  element(
    'div',
    { class: 'filters', role: 'search' },
    element('label', { class: 'search' }, search, element('kbd', { 'aria-hidden': 'true' }, '/')),
    ...selects.map(({ whole }) => whole),
    data.findings.length === 0 ? null : overButton,
    clearButton,
    shown,
  ),
  element('div', { class: 'body' }, list.whole, details.whole),
)
treemap.show(rows)
refresh()

document.addEventListener('keydown', event => {
  const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search'
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault()
    search.focus()
    search.select()
  } else if (event.key === 'Escape') onEscape(isTyping)
  else if (event.key === 'ArrowDown' && isTyping) {
    event.preventDefault()
    list.focus()
    list.select(0)
  }
})

/** One step back: from what is typed, from the details, from the filter. */
function onEscape(isTyping: boolean): void {
  if (isTyping) {
    if (filter.words === '') list.focus()
    else change({ ...filter, words: '' })
  } else if (details.isOpen) close()
  else if (filter !== NO_FILTER) change(NO_FILTER)
}

function close(): void {
  details.close()
  list.clear()
  list.focus()
}

function change(wanted: Filter): void {
  filter = wanted
  search.value = filter.words
  for (const { name, field } of selects) field.value = filter[name]
  overButton.setAttribute('aria-pressed', String(filter.isOver))
  refresh()
}

function refresh(): void {
  const found = sortRows(filterRows(rows, filter), order)
  const isAll = found.length === rows.length
  const bytes = found.reduce((sum, row) => sum + row.bytes, 0)
  clearButton.hidden = isAll
  shown.textContent = `${countOf(found.length, 'output')}${isAll ? '' : ` of ${rows.length}`}, ${formatBytes(bytes)}`
  list.show(found, order)
  if (list.selected === undefined && details.isOpen) details.close()
}

type Choice = 'format' | 'folder' | 'tier' | 'side' | 'page'

interface Select {
  name: Choice
  field: HTMLSelectElement
  whole: HTMLElement
}

/** Null where there is nothing to choose. */
function select(name: Choice, label: string, counts: ReadonlyMap<string, number>): Select | null {
  if (counts.size < 2) return null
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return makeSelect(
    name,
    label,
    sorted.map(([value, count]) => ({ value, text: `${value} (${count})` })),
  )
}

function selectPage(): Select | null {
  if (data.pages.length < 2) return null
  const pages = data.pages.map(({ name, bytes }, index) => ({
    value: String(index),
    text: `${name} (${formatBytes(bytes)})`,
  }))
  return makeSelect('page', 'Page', pages)
}

function makeSelect(name: Choice, label: string, choices: readonly { value: string; text: string }[]): Select {
  const field = element(
    'select',
    { name, 'aria-label': label, onchange: () => change({ ...filter, [name]: field.value }) },
    element('option', { value: '' }, 'all'),
    ...choices.map(({ value, text }) => element('option', { value }, text)),
  )
  return { name, field, whole: element('label', { class: 'choice' }, element('span', {}, label), field) }
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function parentsOf(folder: string): string[] {
  const names = folder.split('/')
  return names.map((_, index) => names.slice(0, index + 1).join('/')).filter(name => name !== '')
}

/** What it all came to. */
function totals(): HTMLElement {
  const before = data.sources.reduce((sum, { bytes }) => sum + bytes, 0)
  const after = rows.reduce((sum, { bytes }) => sum + bytes, 0)
  const made = rows.filter(({ from }) => from === 'made').length
  const spent = rows.reduce((sum, { from, time }) => sum + (from === 'made' ? time : 0), 0)
  const facts: [string, string][] = [
    ['pictures', data.sources.length.toLocaleString('en')],
    ['outputs', rows.length.toLocaleString('en')],
    ['sources', formatBytes(before)],
    ['all outputs', formatBytes(after)],
    ['made now', made.toLocaleString('en')],
    ['from caches', (rows.length - made).toLocaleString('en')],
    ...(spent === 0 ? [] : [['of work', `${(spent / 1000).toFixed(1)} s`] as [string, string]]),
    ...savings(),
    ...(data.findings.length === 0 ? [] : [['over budget', String(data.findings.length)] as [string, string]]),
  ]
  return element(
    'dl',
    { class: 'totals' },
    ...facts.map(([term, text]) =>
      element('div', { 'data-fact': term }, element('dt', {}, term), element('dd', {}, text)),
    ),
  )
}

/** What the smallest that was measured in place of each output would save, at the same number of quality or a higher one. */
function savings(): [string, string][] {
  const measured = rows.filter(row => row.measured.length > 0)
  if (measured.length === 0) return []
  const now = measured.reduce((sum, { bytes }) => sum + bytes, 0)
  const best = measured.reduce((sum, row) => {
    const equal = row.measured.filter(({ quality }) => quality === null || quality >= (row.quality ?? 100))
    return sum + Math.min(row.bytes, ...equal.map(({ bytes }) => bytes))
  }, 0)
  return [[`of ${countOf(measured.length, 'measured output')}, by formats`, formatChange(now, best)]]
}
