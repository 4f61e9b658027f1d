import { extname } from 'node:path'
import { didYouMean } from '../did-you-mean.js'
import { IMAGE_EXTENSIONS, isDrawing } from '../formats/formats.js'
import type { CustomDirective } from '../options/custom-directive.js'
import type { CombineFunction } from '../options/options.js'
import type { Strictness } from '../options/strictness.js'
import { RecentMap } from '../recent-map.js'
import { workCounts } from '../work-counts.js'
import { isForBundler } from './bundler-words.js'
import { type Collected, collect } from './collect.js'
import { locateFile } from './decode-path.js'
import type { Diagnostic } from './diagnostic.js'
import { isForeignWord, translateForeign, wholeDirectiveOf } from './foreign-words.js'
import { parseFlag } from './grammars/flag.js'
import type { LenientReading } from './lenient-reading.js'
import { parseQuery, type QueryEntry, splitId, valuesOf } from './query.js'
import { Registry } from './registry.js'
import type { Shape } from './shape.js'

const EXTENSION = `\\.(?:${IMAGE_EXTENSIONS.join('|')})`

const IMAGE_PATH = new RegExp(`${EXTENSION}$`, 'i')

/** What every text matches that may hold an image request, whatever the options say. */
export const IMAGE_MENTION: RegExp = new RegExp(`${EXTENSION}(?![a-z0-9])`, 'i')

/** The same in Go's words, which look at nothing ahead without taking it. */
export const IMAGE_MENTION_IN_GO: RegExp = new RegExp(`${EXTENSION}(?:[^a-z0-9]|$)`, 'i')

const MENTION_WITH_QUERY = new RegExp(`${EXTENSION}\\?`, 'i')

/** Texts of queries whose entries are kept: a project has many images and few queries. */
const QUERIES_KEPT = 10_000

const NO_ENTRIES: readonly QueryEntry[] = []

/** Names the output that a query alone asks for: such a query was printed by us, and nothing is added to it. */
export const OUTPUT_KEY = 'k'

/** Whether a path, without a query, is called as images are. */
export function isImagePath(path: string): boolean {
  return IMAGE_PATH.test(path)
}

function isDrawingPath(path: string): boolean {
  return isDrawing(extname(path).slice(1).toLowerCase())
}

/** A preset as entries. */
export interface PresetEntries {
  entries: readonly QueryEntry[]
  /** Art direction: what differs where a media query holds. */
  sources: readonly { media: string; entries: readonly QueryEntry[] }[]
}

export interface LanguageOptions {
  strict: Strictness
  /** How another tool reads what breaks a rule; null where a mistake is a mistake. */
  lenient: LenientReading | null
  /** Below what any query says; `dynamic` when a function decides them for each image. */
  defaults: readonly QueryEntry[] | 'dynamic'
  presets: ReadonlyMap<string, PresetEntries>
  directives: Readonly<Record<string, CustomDirective>>
  /** Null for every value with every other. */
  combine: CombineFunction | null
  /** Ours and those that the options define; the first is that of an import that names none. */
  shapes: readonly [Shape, ...Shape[]]
  /** Most outputs that one import may ask for. */
  maxVariants: number
  /** Whether an id may be handled at all. */
  accepts(id: string): boolean
}

/** The query language of one configuration. */
export class Language {
  readonly options: LanguageOptions
  readonly registry: Registry
  readonly #custom = new Map<string, CustomDirective>()
  readonly #queries = new RecentMap<readonly QueryEntry[]>(QUERIES_KEPT)
  readonly #collected = new WeakMap<readonly QueryEntry[], Map<readonly QueryEntry[], Collected>>()

  constructor(options: LanguageOptions) {
    this.options = options
    this.registry = new Registry([...options.presets.keys()], options.shapes)
    for (const [name, directive] of Object.entries(options.directives)) {
      for (const key of [name, ...(directive.aliases ?? [])]) this.#custom.set(key, directive)
    }
  }

  customDirective(key: string): CustomDirective | undefined {
    return this.#custom.get(key)
  }

  /** What a key that is no directive may be meant for, as the end of a message; nothing where nothing is near. */
  meantBy(entry: QueryEntry, entries: readonly QueryEntry[]): string {
    const foreign = translateForeign(entry, entries, this.registry)
    return foreign === undefined ? this.misspeltBy(entry.key) : `; did you mean ${foreign}?`
  }

  /** The same of a key alone, which may be a directive's value. */
  meantHere(key: string): string {
    const directive = wholeDirectiveOf(key, this.registry)
    return directive === undefined ? this.misspeltBy(key) : `; did you mean ${directive}?`
  }

  /** The same of a key that may well be somebody else's. */
  misspeltBy(key: string): string {
    const short = this.registry.shortFor(key)
    if (short !== undefined) return `; it is short for ${short}=${key} and takes no value`
    if (this.options.shapes.some(({ name }) => name === key)) return `; did you mean as=${key}?`
    return didYouMean(key, this.keys)
  }

  /** Every key that means something, for suggestions. */
  get keys(): string[] {
    return [...this.registry.keys, ...this.#custom.keys()]
  }

  /**
   * The entries of a query. It is taken apart once: whoever asks of the same text again, whatever the path before it,
   * is given the same list, so that what follows from it is found out once too.
   */
  readQuery(query: string): readonly QueryEntry[] {
    return this.#queries.getOrMake(query, () => {
      workCounts.parses++
      return parseQuery(query)
    })
  }

  /**
   * Directives with the text that counts for each.
   *
   * @param query as {@link readQuery} gives it.
   */
  collect(query: readonly QueryEntry[], defaults: readonly QueryEntry[]): Collected {
    const known = this.#collected.get(query) ?? new Map<readonly QueryEntry[], Collected>()
    const collected = known.get(defaults) ?? collect(this, query, defaults)
    this.#collected.set(query, known.set(defaults, collected))
    return collected
  }

  /** Whether an id, absolute path and query, is an image with at least one directive, after defaults. */
  claims(id: string): boolean {
    return this.accepts(id) && this.isRequest(id)
  }

  /** Whether a specifier is written as an image request; its file may still be left to the bundler by the options. */
  isRequest(specifier: string): boolean {
    const { path, query } = splitId(specifier)
    return isImagePath(path) && this.#asks(this.readQuery(query), isDrawingPath(path))
  }

  /** Whether a specifier is such a request by a directive in its query, whatever the options add. */
  namesDirective(specifier: string): boolean {
    return this.isRequest(specifier) && this.readQuery(splitId(specifier).query).some(entry => this.#isKnown(entry))
  }

  /** Whether the options leave an id, absolute path and query, to us. */
  accepts(id: string): boolean {
    // Patterns are written for names as they are.
    const { path, query } = splitId(id)
    const file = locateFile(path)
    return this.options.accepts(file === path ? id : `${file}?${query}`)
  }

  /** Whether a path is an image's, and the options leave it to us. */
  isImage(path: string): boolean {
    return isImagePath(path) && this.options.accepts(path)
  }

  /** Whether a longer text may hold an image request somewhere; a quick look that finds too much rather than too little. */
  mayMention(text: string): boolean {
    return (this.#asks(NO_ENTRIES, false) ? IMAGE_MENTION : MENTION_WITH_QUERY).test(text)
  }

  /** @param isDrawn a drawing stays one unless a format to draw it in is named. */
  #asks(entries: readonly QueryEntry[], isDrawn: boolean): boolean {
    if (isComplete(entries)) return true
    // `?inline` alone is the bundler's, and so is a query that says nothing but its words.
    if (entries.length > 0 && entries.every(isForBundler)) return false
    if (isDrawn) {
      const isDrawnTo = [...this.collect(entries, NO_ENTRIES).given.keys()].some(({ name }) => name === 'format')
      return isDrawnTo || entries.some(entry => this.#isSlip(entry))
    }
    const { defaults } = this.options
    return defaults === 'dynamic' || defaults.length > 0 || this.saysSomething(entries)
  }

  /** Whether a query asks for something by itself: by a directive, well-formed or not, or by what an own function may read. */
  saysSomething(entries: readonly QueryEntry[]): boolean {
    return this.namesOurs(entries) || (this.options.combine !== null && entries.length > 0)
  }

  /** Whether a query names a directive, or one spelt wrongly where that stops the build: its mistake is ours to tell. */
  namesOurs(entries: readonly QueryEntry[]): boolean {
    // An own directive that fails says nothing, but its mistake is ours to tell too.
    return entries.some(entry => this.#isKnown(entry)) || entries.some(entry => this.#isSlip(entry))
  }

  /** Whether a key that is no directive is one spelt wrongly, and not a word of somebody else's. */
  #isSlip(entry: QueryEntry): boolean {
    const { key, text } = entry
    if (this.options.strict !== 'error' || isForBundler(entry) || isForeignWord(key) || this.#isKnown(entry))
      return false
    // A value that is switched off asks for nothing.
    const isOff = parseFlag(text) === false && this.registry.shortFor(key) !== undefined
    return !isOff && this.meantHere(key) !== ''
  }

  #isKnown(entry: QueryEntry): boolean {
    return this.registry.find(entry) !== undefined || this.#custom.has(entry.key)
  }

  /**
   * What a request that is left to the bundler seems to have meant: directives spelt wrongly or by a word of
   * another tool, or one that a drawing cannot follow.
   */
  suspect(specifier: string): readonly Diagnostic[] {
    const { path, query } = splitId(specifier)
    if (!isImagePath(path)) return []
    const entries = this.readQuery(query).filter(entry => !isForBundler(entry))
    const idle = isDrawingPath(path) ? entries.find(entry => this.#isKnown(entry)) : undefined
    if (idle !== undefined) return [warning('DIRECTIVE_INEFFECTIVE', DRAWING_STAYS, idle)]
    return entries.flatMap(entry => {
      // A list may be written as one word again and again.
      if (entries.find(({ key }) => key === entry.key) !== entry) return []
      const meant = this.meantBy(entry, entries)
      return meant === '' ? [] : warning('DIRECTIVE_UNKNOWN', `${NO_DIRECTIVE}${meant}`, entry)
    })
  }

  /**
   * Whether a request, which must be claimed, evaluates to one URL whatever its image holds: only then can it stand
   * where a bundler knows nothing but files, as in CSS.
   */
  wantsOneUrl(id: string): boolean {
    const entries = this.readQuery(splitId(id).query)
    if (isComplete(entries)) return true
    const { defaults, combine } = this.options
    // What a function will say for this image is not known yet.
    if (defaults === 'dynamic' || combine !== null) return false
    const { given } = this.collect(entries, defaults)
    return [...given].every(([directive, said]) => {
      if (directive.multiplies) return valuesOf(said, true).length === 1
      if (directive.keepsOneUrl === undefined) return true
      const value = directive.grammar.parse(said.text)
      return value !== undefined && directive.keepsOneUrl(value)
    })
  }
}

/** Whether a query was printed for one output: neither defaults nor anything else of the options adds to it. */
export function isComplete(entries: readonly QueryEntry[]): boolean {
  return entries.some(({ key, text }) => key === OUTPUT_KEY && /^[0-9a-f]{32}$/.test(text))
}

const DRAWING_STAYS = 'An SVG stays as it is; name a format, such as format=webp, to have it drawn at a size'

const NO_DIRECTIVE = 'The query names no directive, so that the image is left as it is'

function warning(code: Diagnostic['code'], message: string, { span }: QueryEntry): Diagnostic {
  return { code, severity: 'warning', message, span }
}
