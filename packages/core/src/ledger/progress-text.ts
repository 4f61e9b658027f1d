import stringWidth from 'string-width'
import { plainText } from '../plain-text.js'
import { formatDuration } from './summary.js'
import { sayTimeLeft } from './time-left.js'

/** How far some work is. */
export interface ProgressState {
  done: number
  outputs: number
  images: number
  elapsedMs: number
  /** Null where nothing honest can be said. */
  leftMs: number | null
  /** Names of images that are in work, as far as that is known. */
  names: readonly string[]
}

const BAR_COLUMNS = 20

/** Names that are told, and columns that each may have. */
const NAMED = 3
const NAME_COLUMNS = 32

/** One line with a bar, cut to a number of columns. */
export function drawProgress(state: ProgressState, columns: number): string {
  const { done, outputs } = state
  const full = Math.floor((done / outputs) * BAR_COLUMNS)
  const bar = '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full)
  const parts = [`${bar} ${done}/${outputs}`, sayTime(state), ...sayNames(state)]
  // A text in the last column may move the cursor on.
  return cut(parts.join(' · '), columns - 1)
}

/** One line among others. */
export function tellProgress(state: ProgressState): string {
  const { done, outputs, images } = state
  const whole = `${done} of ${outputs} outputs made (${images} ${images === 1 ? 'image' : 'images'})`
  return [whole, sayTime(state), ...sayNames(state)].join(' · ')
}

function sayTime({ elapsedMs, leftMs }: ProgressState): string {
  const elapsed = formatDuration(Math.floor(elapsedMs / 1000) * 1000).replace('.00', '')
  return leftMs === null ? elapsed : `${elapsed}, ${sayTimeLeft(leftMs)}`
}

function sayNames({ names }: ProgressState): string[] {
  if (names.length === 0) return []
  const named = names.slice(0, NAMED).map(name => cut(plainText(name), NAME_COLUMNS))
  const more = names.length - named.length
  return [`${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`]
}

const LETTERS = new Intl.Segmenter()

function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text
  let width = 1
  let kept = ''
  for (const { segment } of LETTERS.segment(text)) {
    width += stringWidth(segment)
    if (width > columns) break
    kept += segment
  }
  return `${kept}…`
}
