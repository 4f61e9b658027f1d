import { LazyImageError } from '../errors.js'
import type { Shape } from './directives/as.js'
import type { ImageRequest, Selection } from './image-request.js'
import { nearest } from './nearest.js'
import { parseQuery, type QueryEntry, splitId, splitList } from './query.js'
import { type AnyDirective, type DirectiveName, findDirective, KNOWN_KEYS } from './registry.js'

const IMAGE_PATH = /\.(?:avif|bmp|gif|heic|heif|jfif|jpe?g|jxl|png|tiff?|webp)$/i

export interface ParseOptions {
  /** Keys that the host put into the query for itself. */
  hostKeys: ReadonlySet<string>
  /** Most outputs that one request may ask for. */
  maxVariants: number
}

/** Whether an id is an image with at least one directive; anything else is the bundler's. */
export function isImageRequest(id: string): boolean {
  const { path, query } = splitId(id)
  return IMAGE_PATH.test(path) && parseQuery(query).some(({ key, text }) => findDirective(key, text) !== undefined)
}

/**
 * Whether a request, which must be an image's, evaluates to one URL whatever its image holds: only then can it stand
 * where a bundler knows nothing but files, as in CSS.
 */
export function wantsOneUrl(id: string): boolean {
  const { given } = collect(parseQuery(splitId(id).query))
  return [...given].every(([directive, text]) =>
    directive.name === 'as' ? text === 'url' : !directive.multiplies || splitList(text).length === 1,
  )
}

/**
 * What an id asks for: `isImageRequest(id)` must hold, its path must be absolute and decoded.
 *
 * @throws {LazyImageError} `DIRECTIVE_INVALID` with every broken rule of the query, `LIMIT_VARIANTS` when the lists
 * multiply to more outputs than allowed.
 */
export function parseRequest(id: string, { hostKeys, maxVariants }: ParseOptions): ImageRequest {
  const { path, query } = splitId(id)
  const entries = parseQuery(query).filter(({ key }) => !hostKeys.has(key))
  const { given, warnings } = collect(entries)
  const { values, problems } = parseValues(given)
  if (problems.length > 0) throw new LazyImageError('DIRECTIVE_INVALID', problems.join('\n'), { image: path })

  const shape = (values.get('as')?.[0] ?? { name: 'url' }) as Shape
  values.delete('as')
  const count = [...values.values()].reduce((product, list) => product * list.length, 1)
  if (count > maxVariants) {
    throw new LazyImageError(
      'LIMIT_VARIANTS',
      `The lists multiply to ${count} outputs; limits.variants allows ${maxVariants}`,
      { image: path },
    )
  }
  return { file: path, selections: multiply(values), shape, warnings }
}

/** Directives in query order, the last text of each; what is none is told. */
function collect(entries: readonly QueryEntry[]): { given: Map<AnyDirective, string>; warnings: string[] } {
  const given = new Map<AnyDirective, string>()
  const warnings: string[] = []
  for (const { key, text } of entries) {
    const found = findDirective(key, text)
    if (found === undefined)
      warnings.push(`Unknown directive ${JSON.stringify(key)} is ignored${didYouMean(key, KNOWN_KEYS)}`)
    else given.set(found.directive, found.text)
  }
  return { given, warnings }
}

function parseValues(given: Map<AnyDirective, string>): {
  values: Map<DirectiveName, unknown[]>
  problems: string[]
} {
  const values = new Map<DirectiveName, unknown[]>()
  const problems: string[] = []
  for (const [directive, text] of given) {
    const texts = directive.multiplies ? splitList(text) : [text]
    const list: unknown[] = []
    for (const single of texts) {
      const value = directive.parse(single)
      if (value === undefined) problems.push(problem(directive, single))
      else list.push(value)
    }
    values.set(directive.name, list)
  }
  return { values, problems }
}

function problem(directive: AnyDirective, text: string): string {
  return `Directive ${directive.name} must be ${directive.rule}, but received ${JSON.stringify(text)}${didYouMean(text, directive.spellings)}`
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates)
  return near === undefined || near === word ? '' : `; did you mean ${near}?`
}

/** The cartesian product, first key outermost. */
function multiply(values: ReadonlyMap<DirectiveName, readonly unknown[]>): Selection[] {
  let selections: Record<string, unknown>[] = [{}]
  for (const [name, list] of values) {
    selections = selections.flatMap(selection => list.map(value => ({ ...selection, [name]: value })))
  }
  return selections as Selection[]
}
