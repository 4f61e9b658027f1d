import { parseFlag } from './grammars/flag.js'
import type { QueryEntry } from './query.js'
import type { Registry } from './registry.js'

/** Words of other tools and services for images, each with the directive that asks for the same, or what to write. */
const EQUIVALENTS: Readonly<Record<string, string>> = {
  q: 'quality',
  qlt: 'quality',
  fm: 'format',
  fmt: 'format',
  auto: 'format=auto',
  size: 'w',
  'sizes[]': 'w',
  resize: 'w',
  min: 'w',
  max: 'w',
  'max-w': 'w',
  maxWidth: 'w',
  'max-h': 'h',
  maxHeight: 'h',
  dpr: 'densities',
  bg: 'background',
  bgcolor: 'background',
  rot: 'rotate',
  bri: 'brightness',
  sat: 'saturation',
  con: 'contrast',
  sharp: 'sharpen',
  focal: 'position',
  gravity: 'position',
  bw: 'grayscale',
  mono: 'grayscale',
  monochrome: 'grayscale',
  optimize: 'format=auto',
  optimized: 'format=auto',
  enhanced: 'as=picture',
  sqip: 'placeholder=lqip',
  trace: 'placeholder=lqip',
  blurDataURL: 'placeholder=lqip',
  placeholderSize: 'placeholder=lqip',
  'lqip-colors': 'placeholder=palette',
  datauri: 'inline',
  base64: 'inline',
}

/**
 * What to write for a word that says something here only as the value of a directive of whole imports, or that is another
 * tool's; undefined for any other.
 *
 * @param entries of the query: a list may be written as one word again and again.
 */
export function translateForeign(
  { key }: QueryEntry,
  entries: readonly QueryEntry[],
  registry: Registry,
): string | undefined {
  const whole = wholeDirectiveOf(key, registry)
  if (whole !== undefined) return whole
  const equivalent = Object.hasOwn(EQUIVALENTS, key) ? EQUIVALENTS[key] : undefined
  if (equivalent === undefined || equivalent.includes('=')) return equivalent
  const found = registry.find({ key: equivalent, text: '', items: null })
  const values = entries.filter(entry => entry.key === key).flatMap(({ text }) => listOf(text, key))
  const isGood = values.length > 0 && values.every(value => found?.directive.grammar.parse(value) !== undefined)
  return isGood && values.join('') !== '' ? `${equivalent}=${values.join(';')}` : equivalent
}

/**
 * The directive of whole imports whose value a key is, as it is written; undefined where it is none. What an attribute may
 * say are words of everybody's.
 */
export function wholeDirectiveOf(key: string, registry: Registry): string | undefined {
  const whole = registry.directives.find(
    ({ multiplies, group, grammar }) =>
      !multiplies && group !== 'element' && grammar.spellings.includes(key) && parseFlag(key) === undefined,
  )
  return whole === undefined ? undefined : `${whole.name}=${key}`
}

/** Whether a key is a word of other tools and services for images. */
export function isForeignWord(key: string): boolean {
  return Object.hasOwn(EQUIVALENTS, key)
}

/** Values of a list that commas separate, its key repeated or not. */
function listOf(text: string, key: string): string[] {
  return text.split(',').map(value => (value.startsWith(`${key}=`) ? value.slice(key.length + 1) : value))
}
