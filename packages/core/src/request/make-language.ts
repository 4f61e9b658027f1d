import { didYouMean } from '../did-you-mean.js'
import { LazyImageError } from '../errors.js'
import { invalidOption } from '../options/option-checks.js'
import type { ResolvedOptions } from '../options/options.js'
import type { Preset } from '../options/preset.js'
import { Language, type PresetEntries } from './language.js'
import { type QueryEntry, splitList } from './query.js'
import { readEntries } from './read-entries.js'

/**
 * The language of a configuration.
 *
 * @throws {LazyImageError} `OPTION_INVALID` for a directive in defaults or a preset that breaks its rule, and for own
 * names that are taken.
 */
export function makeLanguage(options: ResolvedOptions): Language {
  const { strict, defaults, presets, directives, combine, outputs, limits, accepts } = options
  // What an import is that names no shape must not depend on who wrote the configuration.
  if (Object.hasOwn(outputs, 'url')) throw invalidOption('outputs.url', 'a name that is free', 'url')
  const language = new Language({
    strict,
    defaults: typeof defaults === 'function' ? 'dynamic' : readEntries(defaults, 'defaults'),
    presets: new Map([...presets].map(([name, preset]) => [name, readPreset(preset, `presets.${name}`)])),
    directives,
    combine,
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
  if (own !== 'dynamic') checkDefaults(language, own, 'defaults')
  for (const [name, { entries, sources }] of named) {
    checkEntries(language, entries, `presets.${name}`)
    for (const [index, source] of sources.entries()) {
      checkEntries(language, source.entries, `presets.${name}.sources[${index}]`)
    }
  }
  return language
}

/** Defaults that were written for vite-imagetools are read as it reads them. */
export function checkDefaults(language: Language, entries: readonly QueryEntry[], path: string): void {
  if (language.options.strict !== 'compat') checkEntries(language, entries, path)
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
function checkEntries(language: Language, entries: readonly QueryEntry[], path: string): void {
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
