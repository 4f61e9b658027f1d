import { invalidOption } from '../options/option-checks.js'
import type { DirectedSource, Preset } from '../options/preset.js'
import { isPlainObject } from '../plain-object.js'
import type { PresetEntries } from './language.js'
import type { QueryEntry } from './query.js'
import { readEntries } from './read-entries.js'

/** A preset as entries, whose directives are yet to be checked. @throws {LazyImageError} `OPTION_INVALID` */
export function readPreset(preset: Preset, path: string): PresetEntries {
  if (!isPlainObject(preset)) throw invalidOption(path, 'a plain object of directives', preset)
  const { sources = [], ...directives } = preset
  if (!Array.isArray(sources)) throw invalidOption(`${path}.sources`, 'a list', sources)
  const entries = readEntries(directives, path)
  refuseNested(entries, path)
  return { entries, sources: sources.map((source, index) => readSource(source, `${path}.sources[${index}]`)) }
}

function readSource(source: DirectedSource, path: string): PresetEntries['sources'][number] {
  if (!isPlainObject(source)) throw invalidOption(path, 'a plain object with media and directives', source)
  const { media, ...directives } = source
  if (typeof media !== 'string' || media === '') throw invalidOption(`${path}.media`, 'a media query', media)
  return { media, entries: readEntries(directives, path) }
}

/** Names in names would only hide what a request asks for; options are JavaScript and can spread one into the other. */
function refuseNested(entries: readonly QueryEntry[], path: string): void {
  const nested = entries.find(({ key }) => key === 'preset')
  if (nested !== undefined) {
    throw invalidOption(`${path}.preset`, 'left out; spread the other preset into this one', nested.text)
  }
}
