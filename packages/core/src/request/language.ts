import type { CustomDirective } from '../options/custom-directive.js'
import type { Strictness } from '../options/strictness.js'
import { BUNDLER_KEYS, BUNDLER_ONLY_KEYS, isBundlerKey } from './bundler-keys.js'
import { collect } from './collect.js'
import { didYouMean } from './did-you-mean.js'
import { parseFlag } from './grammars/flag.js'
import { parseQuery, type QueryEntry, splitId, valuesOf } from './query.js'
import { Registry } from './registry.js'

const EXTENSION = '\\.(?:avif|bmp|gif|heic|heif|ico|jfif|jpe?g|jxl|png|svg|tiff?|webp)'

const IMAGE_PATH = new RegExp(`${EXTENSION}$`, 'i')

const MENTION = new RegExp(`${EXTENSION}(?![a-z0-9])`, 'i')

const MENTION_WITH_QUERY = new RegExp(`${EXTENSION}\\?`, 'i')

const SVG_PATH = /\.svg$/i

/** A preset as entries. */
export interface PresetEntries {
  entries: readonly QueryEntry[]
  /** Art direction: what differs where a media query holds. */
  sources: readonly { media: string; entries: readonly QueryEntry[] }[]
}

export interface LanguageOptions {
  strict: Strictness
  /** Below what any query says; `dynamic` when a function decides them for each image. */
  defaults: readonly QueryEntry[] | 'dynamic'
  presets: ReadonlyMap<string, PresetEntries>
  directives: Readonly<Record<string, CustomDirective>>
  /** Names of shapes that the options define. */
  shapes: readonly string[]
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

  /** Every key that means something, for suggestions. */
  get keys(): string[] {
    return [...this.registry.keys, ...this.#custom.keys()]
  }

  /** Whether an id is an image with at least one directive, after defaults; anything else is the bundler's. */
  claims(id: string): boolean {
    return this.options.accepts(id) && this.isRequest(id)
  }

  /** Whether a specifier is written as an image request; its file may still be left to the bundler by the options. */
  isRequest(specifier: string): boolean {
    const { path, query } = splitId(specifier)
    return IMAGE_PATH.test(path) && this.asks(query, SVG_PATH.test(path))
  }

  /** Whether a longer text may hold an image request somewhere; a quick look that finds too much rather than too little. */
  mayMention(text: string): boolean {
    return (this.asks('', false) ? MENTION : MENTION_WITH_QUERY).test(text)
  }

  /** Whether a path is an image's, and not left to the bundler by the options. */
  accepts(path: string): boolean {
    return IMAGE_PATH.test(path) && this.options.accepts(path)
  }

  /**
   * Whether a query asks for something of an image that is accepted.
   *
   * @param isSvg an SVG stays one unless a format to draw it in is named.
   */
  asks(query: string, isSvg: boolean): boolean {
    const entries = parseQuery(query)
    if (entries.some(({ key }) => BUNDLER_ONLY_KEYS.has(key))) return false
    // `?inline` alone is the bundler's, and so is a query that says nothing but its words.
    if (entries.length > 0 && entries.every(({ key }) => BUNDLER_KEYS.has(key))) return false
    if (isSvg) return [...collect(this, entries, []).given.keys()].some(({ name }) => name === 'format')
    const { defaults } = this.options
    // An own directive that fails says nothing, but its mistake is ours to tell.
    return entries.some(entry => this.#isKnown(entry)) || defaults === 'dynamic' || defaults.length > 0
  }

  #isKnown(entry: QueryEntry): boolean {
    return this.registry.find(entry) !== undefined || this.#custom.has(entry.key)
  }

  /**
   * What a request that is not claimed seems to have meant: a directive spelt wrongly, or one that an SVG cannot follow.
   * Undefined when there is nothing to say.
   */
  suspect(id: string): string | undefined {
    const { path, query } = splitId(id)
    if (!IMAGE_PATH.test(path) || !this.options.accepts(id) || this.claims(id)) return undefined
    const entries = parseQuery(query).filter(({ key }) => !isBundlerKey(key))
    if (SVG_PATH.test(path) && entries.some(entry => this.#isKnown(entry))) {
      return 'An SVG stays as it is; name a format, such as format=webp, to have it drawn at a size'
    }
    const meant = entries.map(({ key }) => didYouMean(key, this.keys)).find(text => text !== '')
    return meant && `The query names no directive, so that the image is left as it is${meant}`
  }

  /**
   * Whether a request, which must be claimed, evaluates to one URL whatever its image holds: only then can it stand
   * where a bundler knows nothing but files, as in CSS.
   */
  wantsOneUrl(id: string): boolean {
    const { defaults } = this.options
    // What a function will say for this image is not known yet.
    if (defaults === 'dynamic') return false
    const { given } = collect(this, parseQuery(splitId(id).query), defaults)
    return [...given].every(([{ name, multiplies }, said]) => {
      if (name === 'as') return said.text === 'url'
      if (name === 'inline') return parseFlag(said.text) === false
      return valuesOf(said, multiplies).length === 1
    })
  }
}
