import { LazyImageError } from '../errors.js'
import { collect, type Given } from './collect.js'
import type { Diagnostic } from './diagnostic.js'
import { didYouMean } from './did-you-mean.js'
import type { Directive } from './directive.js'
import type { ImageRequest } from './image-request.js'
import type { Language } from './language.js'
import { parseQuery, type QueryEntry, type Span, splitId, valuesOf } from './query.js'
import { quoted } from './quoted.js'
import type { Selection } from './registry.js'
import { plainResult, type ResultDraft } from './result-draft.js'

/**
 * What an id asks for: `language.claims(id)` must hold, its path must be absolute and decoded.
 *
 * @param hostKeys keys that the host put into the query for itself.
 * @param defaults what the options say for this image.
 * @throws {LazyImageError} with every mistake that the language's strictness makes an error; `LIMIT_VARIANTS` when the
 * lists multiply to more outputs than allowed.
 */
export function parseRequest(
  id: string,
  language: Language,
  hostKeys: ReadonlySet<string>,
  defaults: readonly QueryEntry[],
): ImageRequest {
  const { path, query } = splitId(id)
  const entries = parseQuery(query).filter(({ key }) => !hostKeys.has(key))
  const { given, sources, diagnostics } = collect(language, entries, defaults)
  const { lists, result, written } = read(given, language, diagnostics)
  const directed = sources.map(({ media, entries: own }) => {
    // Mistakes have been told above, or when the options were read.
    const { given: directedGiven } = collect(language, entries, defaults, own)
    return { media, lists: read(directedGiven, language, []).lists }
  })
  refuse(diagnostics, path)
  refuseTooMany([lists, ...directed.map(source => source.lists)], language.options.maxVariants, path)
  return {
    file: path,
    selections: multiply(lists),
    directed: directed.map(source => ({ media: source.media, selections: multiply(source.lists) })),
    result,
    written,
    warnings: diagnostics,
  }
}

type Lists = [string, readonly unknown[]][]

function read(
  given: ReadonlyMap<Directive, Given>,
  language: Language,
  diagnostics: Diagnostic[],
): { lists: Lists; result: ResultDraft; written: Map<Directive, Span | null> } {
  const lists: Lists = []
  const result = plainResult()
  const written = new Map<Directive, Span | null>()
  for (const [directive, said] of given) {
    const { values, problems } = readValues(directive, said, language)
    diagnostics.push(...problems)
    if (values.length === 0) continue
    if (said.origin === 'query') written.set(directive, said.span)
    if (directive.multiplies) lists.push([directive.name, values])
    else directive.apply(values[0], result)
  }
  return { lists, result, written }
}

/** @throws {LazyImageError} telling every error among diagnostics. */
export function refuse(diagnostics: readonly Diagnostic[], image: string): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return
  throw new LazyImageError(first.code, errors.map(({ message }) => message).join('\n'), {
    image,
    spans: errors.flatMap(({ span }) => span ?? []),
  })
}

function readValues(
  directive: Directive,
  given: Given,
  { options: { strict } }: Language,
): { values: unknown[]; problems: Diagnostic[] } {
  const values: unknown[] = []
  const problems: Diagnostic[] = []
  const texts = valuesOf(given, directive.multiplies)
  for (const single of texts) {
    // Alone, nothing may mean something: a bare key. In a list it is a slip.
    const value = single === '' && texts.length > 1 ? undefined : directive.grammar.parse(single)
    if (value !== undefined) {
      values.push(value)
      continue
    }
    const lenient = strict === 'compat' ? directive.lenient?.(single) : undefined
    if (lenient !== undefined && lenient !== null) values.push(lenient)
    const isTolerated = strict === 'warn' || lenient !== undefined
    // One mistake, one message: a list with several bad members is told by the first.
    if (problems.length === 0) {
      problems.push({
        code: 'DIRECTIVE_INVALID',
        severity: isTolerated ? 'warning' : 'error',
        message: badValue(directive, single, isTolerated ? outcomeOf(directive, lenient) : ''),
        span: given.span,
      })
    }
  }
  return { values, problems }
}

function badValue({ name, grammar }: Directive, text: string, outcome: string): string {
  const received = text === '' ? 'nothing' : quoted(text)
  return `Directive ${name} must be ${grammar.rule}, but received ${received}${outcome}${didYouMean(text, grammar.spellings)}`
}

function outcomeOf({ grammar }: Directive, lenient: unknown): string {
  return lenient === undefined || lenient === null ? '; it is ignored' : `; it is read as ${grammar.print(lenient)}`
}

function refuseTooMany(products: readonly Lists[], most: number, image: string): void {
  const count = products.reduce(
    (total, lists) => total + lists.reduce((size, [, values]) => size * values.length, 1),
    0,
  )
  if (count <= most) return
  const factors = products.map(lists =>
    lists
      .filter(([, values]) => values.length > 1)
      .map(([name, values]) => `${values.length} of ${name}`)
      .join(' × '),
  )
  throw new LazyImageError(
    'LIMIT_VARIANTS',
    `The lists multiply to ${count} outputs (${factors.join(' + ')}); limits.variants allows ${most}`,
    { image },
  )
}

/** The cartesian product, first key outermost. */
function multiply(lists: Lists): Selection[] {
  let selections: Record<string, unknown>[] = [{}]
  for (const [name, values] of lists) {
    selections = selections.flatMap(selection => values.map(value => ({ ...selection, [name]: value })))
  }
  return selections as Selection[]
}
