import type { FormatInfo } from '../engine/engine.js'
import { engineFacts } from '../engine/engine-facts.js'
import { LazyImageError } from '../errors.js'
import { joinWords } from '../join-words.js'
import { FORMATS, findFormat, type OutputFormat } from './formats.js'

/** What a format can do: the engine's word, and no table beside it. */
export type FormatTraits = FormatInfo

let told: ReadonlyMap<string, FormatTraits> | undefined

/** @throws {LazyImageError} `NATIVE_LOAD_FAILED`, `ENGINE_FAILURE` for a format that the engine does not know. */
export function traitsOf(format: OutputFormat): FormatTraits {
  told ??= new Map(engineFacts().formats.map(info => [info.name, info]))
  const traits = told.get(format)
  if (traits === undefined) throw new LazyImageError('ENGINE_FAILURE', `The engine knows no format ${format}`)
  return traits
}

/** Whether a source's metadata can be kept; a place for a colour profile alone is none for it. */
export function holdsMetadata({ metadata }: FormatTraits): boolean {
  return metadata.includes('exif')
}

/** Whether a source's HDR gain map can be kept. */
export function holdsGainMap({ metadata }: FormatTraits): boolean {
  return metadata.includes('gain-map')
}

/** Names of formats as a sentence lists them: those of which something is true. */
export function listFormats(isMeant: (traits: FormatTraits) => boolean, word: 'and' | 'or'): string {
  const names = FORMATS.map(({ name }) => name).filter(name => isMeant(traitsOf(name)))
  return joinWords(names, word)
}

/** The format that holds the largest pictures; of equals the first. */
export function roomiestFormat(): OutputFormat {
  const names = FORMATS.map(({ name }) => name)
  return names.reduce((best, name) => (traitsOf(name).maxSide > traitsOf(best).maxSide ? name : best))
}

/** The media type of a picture's format; that of any bytes for what is derived from pixels. */
export function mediaTypeOf(format: string): string {
  const kind = findFormat(format)
  return kind === undefined ? 'application/octet-stream' : traitsOf(kind.name).mediaType
}
