import { LazyImageError } from '../errors.js'
import type { DirectiveSet } from '../options/directive-set.js'
import { invalidOption } from '../options/option-checks.js'
import type { ResolvedOptions } from '../options/options.js'
import type { Preset } from '../options/preset.js'
import { didYouMean } from './did-you-mean.js'
import { entriesOf } from './entries-of.js'
import { Language, type PresetEntries } from './language.js'
import { type QueryEntry, splitList } from './query.js'
import { isShapeName } from './shape.js'

/**
 * The language of a configuration.
 *
 * @throws {LazyImageError} `OPTION_INVALID` for a directive in defaults or a preset that breaks its rule, and for own
 * names that are taken.
 */
export function makeLanguage(options: ResolvedOptions): Language {
  const { strict, defaults, presets, directives, outputs, limits, accepts } = options
  for (const name of Object.keys(outputs)) {
    if (isShapeName(name)) throw invalidOption(`outputs.${name}`, 'a name that is free', name)
  }
  const language = new Language({
    strict,
    defaults: typeof defaults === 'function' ? 'dynamic' : readEntries(defaults, 'defaults'),
    presets: new Map([...presets].map(([name, preset]) => [name, readPreset(preset, `presets.${name}`)])),
    directives,
    shapes: Object.keys(outputs),
    maxVariants: limits.variants,
    accepts,
  })
  for (const [name, { aliases = [] }] of Object.entries(directives)) {
    for (const key of [name, ...aliases]) {
      if (language.registry.has(key)) throw invalidOption(`directives.${name}`, 'a name that is free', key)
    }
  }
  const { defaults: own, presets: named } = language.options
  if (own !== 'dynamic') checkEntries(language, own, 'defaults')
  for (const [name, { entries, sources }] of named) {
    checkEntries(language, entries, `presets.${name}`)
    for (const [index, source] of sources.entries()) {
      checkEntries(language, source.entries, `presets.${name}.sources[${index}]`)
    }
  }
  return language
}

/** Reads what a defaults function gave. @throws {LazyImageError} `OPTION_INVALID` */
export function readEntries(set: DirectiveSet, path: string): QueryEntry[] {
  try {
    return entriesOf(set)
  } catch (error) {
    throw new LazyImageError('OPTION_INVALID', `Option ${path}.${error instanceof Error ? error.message : error}`)
  }
}

function readPreset(preset: Preset, path: string): PresetEntries {
  if (typeof preset !== 'object' || preset === null) throw invalidOption(path, 'an object of directives', preset)
  const { sources = [], ...directives } = preset
  if (!Array.isArray(sources)) throw invalidOption(`${path}.sources`, 'a list', sources)
  return {
    entries: readEntries(directives, path),
    sources: sources.map(({ media, ...directed }, index) => {
      if (typeof media !== 'string' || media === '') {
        throw invalidOption(`${path}.sources[${index}].media`, 'a media query', media)
      }
      return { media, entries: readEntries(directed, `${path}.sources[${index}]`) }
    }),
  }
}

/** Options are the author's own: what breaks a rule there is an error however lenient queries are read. */
export function checkEntries(language: Language, entries: readonly QueryEntry[], path: string): void {
  for (const { key, text } of entries) {
    if (language.customDirective(key) !== undefined) continue
    const found = language.registry.find(key, text)
    if (found === undefined) {
      throw new LazyImageError(
        'OPTION_INVALID',
        `Option ${path}.${key} is no directive${didYouMean(key, language.keys)}`,
      )
    }
    const { directive } = found
    for (const single of directive.multiplies ? splitList(found.text) : [found.text]) {
      if (directive.grammar.parse(single) === undefined) {
        throw invalidOption(`${path}.${key}`, directive.grammar.rule, single)
      }
    }
  }
}
