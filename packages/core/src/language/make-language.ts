import { didYouMean } from '../did-you-mean.js'
import { LazyImageError } from '../errors.js'
import { FORMAT_SPELLINGS } from '../formats/formats.js'
import { invalidOption } from '../options/option-checks.js'
import type { ResolvedOptions } from '../options/options.js'
import { checkOwnNames } from './check-own-names.js'
import { Language } from './language.js'
import type { LenientReading } from './lenient-reading.js'
import { type QueryEntry, valuesOf } from './query.js'
import { readEntries } from './read-entries.js'
import { readPreset } from './read-preset.js'
import { ownShape, type Shape } from './shape.js'

/**
 * The language of a configuration.
 *
 * @param kinds the shapes there are without options; the first is that of an import that names none.
 * @param lenient how another tool reads what breaks a rule; null where a mistake is a mistake.
 * @throws {LazyImageError} `OPTION_INVALID` for a directive in defaults or a preset that breaks its rule, for own names
 * that are taken, and for formats that do not exist.
 */
export function makeLanguage(
  options: ResolvedOptions,
  kinds: readonly [Shape, ...Shape[]],
  lenient: LenientReading | null,
): Language {
  const { strict, defaults, presets, directives, combine, outputs, limits, accepts, autoFormats } = options
  const language = new Language({
    strict,
    lenient,
    defaults: typeof defaults === 'function' ? 'dynamic' : readEntries(defaults, 'defaults'),
    presets: new Map([...presets].map(([name, preset]) => [name, readPreset(preset, `presets.${name}`)])),
    directives,
    combine,
    shapes: withOwnShapes(kinds, Object.keys(outputs)),
    maxVariants: limits.variants,
    accepts,
  })
  checkOwnNames(options, language, kinds)
  for (const [index, format] of autoFormats.entries()) {
    if (!(FORMAT_SPELLINGS as readonly string[]).includes(format)) {
      throw invalidOption(`autoFormats[${index}]`, `one of ${FORMAT_SPELLINGS.join(', ')}`, format)
    }
  }
  const { defaults: own, presets: named } = language.options
  if (own !== 'dynamic') checkDefaults(language, own, 'defaults')
  for (const [name, { entries, sources }] of named) {
    checkEntries(language, entries, `presets.${name}`)
    for (const [index, source] of sources.entries()) {
      const path = `presets.${name}.sources[${index}]`
      checkEntries(language, source.entries, path)
      refuseResultDirectives(language, source.entries, path)
    }
  }
  return language
}

function withOwnShapes([plain, ...kinds]: readonly [Shape, ...Shape[]], own: readonly string[]): [Shape, ...Shape[]] {
  return [plain, ...kinds.filter(({ name }) => !own.includes(name)), ...own.map(ownShape)]
}

/** Defaults that were written for another tool are read as it reads them. */
export function checkDefaults(language: Language, entries: readonly QueryEntry[], path: string): void {
  if (language.options.lenient === null) checkEntries(language, entries, path)
}

/** Options are the author's own: what breaks a rule there is an error however lenient queries are read. */
function checkEntries(language: Language, entries: readonly QueryEntry[], path: string): void {
  for (const entry of entries) {
    const { key } = entry
    if (language.customDirective(key) !== undefined) continue
    const found = language.registry.find(entry)
    if (found === undefined) {
      throw new LazyImageError(
        'OPTION_INVALID',
        `Option ${path}.${key} is no directive${didYouMean(key, language.keys)}`,
      )
    }
    const { directive } = found
    for (const single of valuesOf(found, directive.multiplies)) {
      if (directive.grammar.parse(single) === undefined) {
        throw invalidOption(`${path}.${key}`, directive.grammar.rule, single)
      }
    }
  }
}

/** The import as a whole has one shape, whichever of its pictures is shown. */
function refuseResultDirectives(language: Language, entries: readonly QueryEntry[], path: string): void {
  for (const entry of entries) {
    if (language.registry.find(entry)?.directive.multiplies === false) {
      throw invalidOption(`${path}.${entry.key}`, 'said of the preset, outside of sources', entry.text)
    }
  }
}
