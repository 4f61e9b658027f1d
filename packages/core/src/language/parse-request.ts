import { dirname, resolve } from 'node:path'
import { LazyImageError } from '../errors.js'
import { workCounts } from '../work-counts.js'
import { adviseOnValue, didYouMeanValue } from './advise-on-value.js'
import { isIdleWord } from './bundler-words.js'
import { collect, type Given } from './collect.js'
import type { Diagnostic } from './diagnostic.js'
import type { Directive } from './directive.js'
import type { ImageRequest } from './image-request.js'
import { isComplete, type Language, OUTPUT_KEY } from './language.js'
import type { LenientReading } from './lenient-reading.js'
import { type QueryEntry, type Span, valuesOf } from './query.js'
import { quote } from './quote.js'
import { readEntries } from './read-entries.js'
import type { Selection } from './registry.js'
import { plainResult, type ResultDraft } from './result-draft.js'

/**
 * What an import of an image asks for.
 *
 * @param file absolute path of the image.
 * @param query what the import says; what belongs to the host is gone from it. Where it was printed for one output, it
 * says all.
 * @param defaults what the options say for this image.
 * @throws {LazyImageError} with every mistake that the language's strictness makes an error; `LIMIT_VARIANTS` when the
 * lists multiply to more outputs than allowed.
 */
export function parseRequest(
  file: string,
  query: readonly QueryEntry[],
  language: Language,
  defaults: readonly QueryEntry[],
): ImageRequest {
  workCounts.requests++
  const { maxVariants, shapes } = language.options
  const combine = isComplete(query) ? null : language.options.combine
  const said = isComplete(query) ? query.filter(({ key }) => key !== OUTPUT_KEY) : query
  const { given, others, sources, diagnostics: found } = language.collect(said, defaults)
  const diagnostics = [...found]
  const { lists, result, written } = read(given, language, diagnostics, plainResult(shapes[0]))
  const combined = combine?.(textsOf(given, others))
  // With an own shape, or an own way to combine, any key may be meant for those.
  const isOwn = combine !== null || result.shape.takes.others
  // Words beside no directive at all were written for somebody else.
  const stops = language.options.strict === 'error' && language.namesOurs(said)
  diagnostics.push(...unknownKeys(others, language, isOwn, stops))
  const own = combined?.map(set => {
    const { given: ownGiven, others: ownOthers } = collect(language, readEntries(set, 'combine()'), [])
    diagnostics.push(...unknownKeys(ownOthers, language, false, stops))
    return read(ownGiven, language, diagnostics, result).lists
  })
  if (own?.length === 0) throw new LazyImageError('OPTION_INVALID', 'Option combine gave no output', { image: file })
  const directed = sources.map(({ media, entries }) => {
    // Mistakes have been told above, or when the options were read.
    const { given: directedGiven } = collect(language, said, defaults, entries)
    return { media, file, products: [read(directedGiven, language, [], plainResult(shapes[0])).lists] }
  })
  refuse(diagnostics, file)
  const products = own ?? [lists]
  const folder = dirname(file)
  const files = result.shape.takes.media ? result.files : []
  const elsewhere = files.map(({ media, path }) => ({ media, file: resolve(folder, path), products }))
  const all = [...elsewhere, ...directed]
  refuseTooMany([...products, ...all.flatMap(source => source.products)], maxVariants, file)
  return {
    file,
    selections: products.flatMap(multiply),
    directed: all.map(source => ({
      media: source.media,
      file: source.file,
      selections: source.products.flatMap(multiply),
    })),
    result,
    // What an own function made of a directive only that function knows.
    written: combined === undefined ? written : new Map(),
    others: Object.fromEntries(others.map(({ key, text }) => [key, text])),
    warnings: diagnostics,
  }
}

/** Every key with its values, as a function of the options that combines them sees it. */
function textsOf(given: ReadonlyMap<Directive, Given>, others: readonly QueryEntry[]): [string, string[]][] {
  return [
    ...[...given].map(([{ name }, said]): [string, string[]] => [name, [...valuesOf(said, true)]]),
    ...others.map((entry): [string, string[]] => [entry.key, [...valuesOf(entry, true)]]),
  ]
}

/** @param stops whether what nobody knows is an error. */
function unknownKeys(others: readonly QueryEntry[], language: Language, isOwn: boolean, stops: boolean): Diagnostic[] {
  return others.flatMap((entry): Diagnostic | [] => {
    const { key, span } = entry
    if (language.options.lenient?.markers.has(key)) return []
    const meant = isOwn ? language.misspeltBy(key) : language.meantBy(entry, others)
    if (isOwn && meant === '') return []
    const code = 'DIRECTIVE_UNKNOWN'
    if (isIdleWord(key)) {
      const message = `${quote(key)} is for the bundler when it stands alone; beside directives it is ignored`
      return { code, severity: 'warning', message, span }
    }
    if (isOwn || !stops) {
      return { code, severity: 'warning', message: `Unknown directive ${quote(key)} is ignored${meant}`, span }
    }
    const advice = meant === '' ? '; leave it out, or define it by the option directives' : meant
    return { code, severity: 'error', message: `Unknown directive ${quote(key)}${advice}`, span }
  })
}

type Lists = [string, readonly unknown[]][]

function read(
  given: ReadonlyMap<Directive, Given>,
  language: Language,
  diagnostics: Diagnostic[],
  result: ResultDraft,
): { lists: Lists; result: ResultDraft; written: Map<Directive, Span | null> } {
  const lists: Lists = []
  const written = new Map<Directive, Span | null>()
  for (const [directive, said] of given) {
    const { values, problems } = readValues(directive, said, language)
    diagnostics.push(...problems)
    if (values.every(value => value === undefined)) continue
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

/** The values of a directive, with what is wrong with them; undefined for one that counts as absent. */
export function readValues(
  directive: Directive,
  given: Given,
  language: Language,
): { values: unknown[]; problems: Diagnostic[] } {
  const { strict, lenient: reading } = language.options
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
    const lenient = reading === null ? undefined : readLeniently(reading, directive, single)
    // A member of a list that counts as absent is an output without the directive.
    if (lenient !== undefined) values.push(lenient ?? undefined)
    const isTolerated = strict === 'warn' || lenient !== undefined
    // One mistake, one message: a list with several bad members is told by the first.
    if (problems.length === 0) {
      problems.push({
        code: 'DIRECTIVE_INVALID',
        severity: isTolerated ? 'warning' : 'error',
        message: badValue(
          directive,
          single,
          isTolerated
            ? outcomeOf(directive, single, lenient, reading)
            : adviseOnValue(directive, given.text, single, language.registry),
        ),
        span: given.span,
      })
    }
  }
  return { values, problems }
}

function badValue({ name, grammar }: Directive, text: string, outcome: string): string {
  const received = text === '' ? 'nothing' : quote(text)
  return `Directive ${name} must be ${grammar.rule}, but received ${received}${outcome}`
}

/** What the other tool makes of a bad value; `null` where it overlooks the directive as a whole. */
function readLeniently(reading: LenientReading, directive: Directive, text: string): unknown {
  return reading.has(directive) ? reading.read(directive, text) : null
}

/** What becomes of a bad value that is tolerated: nothing, or the value that it is taken for; and by whose rule. */
function outcomeOf(directive: Directive, text: string, lenient: unknown, reading: LenientReading | null): string {
  const { name, grammar } = directive
  const whose = reading === null ? '' : `, as ${reading.tool} does`
  if (lenient !== undefined && lenient !== null) return `; it is read as ${grammar.print(lenient)}${whose}`
  const why = reading === null || reading.has(directive) ? whose : `, because ${reading.tool} has no directive ${name}`
  return `; it is ignored${why}${didYouMeanValue(grammar, text)}`
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
