import type { CustomDirective } from '../options/custom-directive.js'
import { isSilentWord } from './bundler-words.js'
import type { Diagnostic } from './diagnostic.js'
import type { Directive } from './directive.js'
import { entriesOf } from './entries-of.js'
import type { Language, PresetEntries } from './language.js'
import type { QueryEntry, Span } from './query.js'
import { quote } from './quote.js'

/** The text of a directive, and who says it. */
export interface Given {
  text: string
  items: readonly string[] | null
  span: Span | null
  origin: 'defaults' | 'preset' | 'query'
  /** 0 as it is written; one more for each own directive that it comes from. */
  depth: number
}

export interface Collected {
  /** In order of first mention: defaults, preset, query. */
  given: ReadonlyMap<Directive, Given>
  /** What is no directive, in order. */
  others: readonly QueryEntry[]
  /** Art direction of the presets that the query names. */
  sources: PresetEntries['sources']
  diagnostics: readonly Diagnostic[]
}

interface ExpandedEntry extends QueryEntry {
  depth: number
}

/**
 * Directives with the text that counts for each: the query goes before its presets, presets before defaults, and what
 * each says itself before what its own directives stand for.
 *
 * @param directed what a source of the preset's art direction says instead of the preset.
 */
export function collect(
  language: Language,
  query: readonly QueryEntry[],
  defaults: readonly QueryEntry[],
  directed: readonly QueryEntry[] = [],
): Collected {
  const diagnostics: Diagnostic[] = []
  const expandAll = (entries: readonly QueryEntry[]) =>
    entries.flatMap(entry => expand(language, entry, diagnostics, []))
  const written = expandAll(lastOfOwn(language, query, diagnostics))
  const below = expandAll(defaults)
  const named = presetNamed(written) ?? presetNamed(below)
  const preset = named === undefined ? undefined : language.options.presets.get(named)
  const presets = expandAll([...(preset?.entries ?? []), ...directed])

  const given = new Map<Directive, Given>()
  const others: QueryEntry[] = []
  const repeated = new Set<Directive>()
  for (const [entries, origin] of [
    [below, 'defaults'],
    [presets, 'preset'],
    [written, 'query'],
  ] as const) {
    for (const entry of entries) {
      const { span, depth } = entry
      const found = language.registry.find(entry)
      if (found === undefined) {
        if (!isSilentWord(entry.key)) others.push(entry)
        continue
      }
      const { directive, text, items } = found
      const before = given.get(directive)
      const isAgain = before?.origin === origin
      if (isAgain && before.depth < depth) continue
      if (isAgain && before.depth === depth && origin === 'query' && !repeated.has(directive)) {
        repeated.add(directive)
        diagnostics.push(repetition(language, directive.name, span, directive.multiplies ? [before.text, text] : null))
      }
      given.set(directive, { text, items, span, origin, depth })
    }
  }
  return { given, others, sources: preset?.sources ?? [], diagnostics }
}

/** Entries without those of an own directive that is given again later. */
function lastOfOwn(language: Language, entries: readonly QueryEntry[], diagnostics: Diagnostic[]): QueryEntry[] {
  const last = new Map<CustomDirective, QueryEntry>()
  const repeated = new Set<CustomDirective>()
  for (const entry of entries) {
    const custom = language.customDirective(entry.key)
    if (custom === undefined) continue
    if (last.has(custom) && !repeated.has(custom)) {
      repeated.add(custom)
      diagnostics.push(repetition(language, entry.key, entry.span, null))
    }
    last.set(custom, entry)
  }
  return entries.filter(entry => {
    const custom = language.customDirective(entry.key)
    return custom === undefined || last.get(custom) === entry
  })
}

/** @param outer the own directives that the entry comes from. */
function expand(
  language: Language,
  entry: QueryEntry,
  diagnostics: Diagnostic[],
  outer: readonly CustomDirective[],
): ExpandedEntry[] {
  const custom = language.customDirective(entry.key)
  if (custom === undefined) return [{ ...entry, depth: outer.length }]
  try {
    if (outer.includes(custom)) throw new Error('it stands for itself')
    return entriesOf(custom.expand(entry.text))
      .map(inner => ({ ...inner, span: entry.span }))
      .flatMap(inner => expand(language, inner, diagnostics, [...outer, custom]))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `Directive ${entry.key} cannot take ${quote(entry.text)}: ${reason}`
    // Two that stand for each other are one mistake, however often they meet.
    if (diagnostics.every(told => told.message !== message)) {
      diagnostics.push({ code: 'DIRECTIVE_INVALID', severity: 'error', message, span: entry.span })
    }
    return []
  }
}

/** The name that counts: the last, of those that are said most directly. */
function presetNamed(entries: readonly ExpandedEntry[]): string | undefined {
  const names = entries.filter(({ key }) => key === 'preset')
  const least = Math.min(...names.map(({ depth }) => depth))
  return names.findLast(({ depth }) => depth === least)?.text
}

/** @param values that would make a list; null where there is none. */
function repetition(
  { options: { strict } }: Language,
  name: string,
  span: Span | null,
  values: readonly string[] | null,
): Diagnostic {
  const stops = strict === 'error'
  const outcome = stops ? (values === null ? '; leave one of them' : '') : '; the last one counts'
  const advice = values === null ? '' : `. A list is written ${name}=${values.join(';')}`
  return {
    code: 'DIRECTIVE_REPEATED',
    severity: stops ? 'error' : 'warning',
    message: `Directive ${name} is given more than once${outcome}${advice}`,
    span,
  }
}
