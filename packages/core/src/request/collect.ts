import { isSilentWord } from './bundler-words.js'
import type { Diagnostic } from './diagnostic.js'
import type { Directive } from './directive.js'
import { entriesOf } from './entries-of.js'
import type { Language, PresetEntries } from './language.js'
import type { QueryEntry, Span } from './query.js'

/** The text of a directive, and who says it. */
export interface Given {
  text: string
  span: Span | null
  origin: 'query' | 'options'
}

interface Collected {
  /** In order of first mention: defaults, preset, query. */
  given: Map<Directive, Given>
  /** What is no directive, in order. */
  others: QueryEntry[]
  /** Art direction of the presets that the query names. */
  sources: PresetEntries['sources']
  diagnostics: Diagnostic[]
}

/** Own directives may stand for own directives, but not for ever. */
const MOST_EXPANSIONS = 8

/**
 * Directives with the text that counts for each: the query goes before its presets, presets before defaults.
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
  const written = query.flatMap(entry => expand(language, entry, diagnostics, 0))
  const below = defaults.flatMap(entry => expand(language, entry, diagnostics, 0))
  const named = [...below, ...written].findLast(({ key }) => key === 'preset')
  const preset = named && language.options.presets.get(named.text)
  const presets = [...(preset?.entries ?? []), ...directed].flatMap(entry => expand(language, entry, diagnostics, 0))

  const given = new Map<Directive, Given>()
  const others: QueryEntry[] = []
  const repeated = new Set<Directive>()
  for (const [entries, origin] of [
    [below, 'options'],
    [presets, 'options'],
    [written, 'query'],
  ] as const) {
    for (const entry of entries) {
      const { key, text, span } = entry
      const found = language.registry.find(key, text)
      if (found === undefined) {
        if (!isSilentWord(key)) others.push(entry)
        continue
      }
      const { directive } = found
      if (origin === 'query' && given.get(directive)?.origin === 'query' && !repeated.has(directive)) {
        repeated.add(directive)
        diagnostics.push(repetition(directive, span))
      }
      given.set(directive, { text: found.text, span, origin })
    }
  }
  return { given, others, sources: preset?.sources ?? [], diagnostics }
}

function expand(language: Language, entry: QueryEntry, diagnostics: Diagnostic[], depth: number): QueryEntry[] {
  const custom = language.customDirective(entry.key)
  if (custom === undefined) return [entry]
  try {
    if (depth === MOST_EXPANSIONS) throw new Error('it stands for itself')
    return entriesOf(custom.expand(entry.text))
      .map(inner => ({ ...inner, span: entry.span }))
      .flatMap(inner => expand(language, inner, diagnostics, depth + 1))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    diagnostics.push({
      code: 'DIRECTIVE_INVALID',
      severity: 'error',
      message: `Directive ${entry.key} cannot take ${JSON.stringify(entry.text)}: ${reason}`,
      span: entry.span,
    })
    return []
  }
}

function repetition({ name }: Directive, span: Span | null): Diagnostic {
  return {
    code: 'DIRECTIVE_REPEATED',
    severity: 'warning',
    message: `Directive ${name} is given more than once; the last one counts. A list is written ${name}=a;b`,
    span,
  }
}
