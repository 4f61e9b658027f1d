import type { Logger } from '../logger.js'
import type { BatchReport } from './batch-report.js'
import type { Budget, ResolvedBudget } from './budget.js'
import type { CacheOptions, ResolvedCache } from './cache-options.js'
import type { CustomDirective } from './custom-directive.js'
import type { CustomOutput, TypedOutput } from './custom-output.js'
import type { DirectiveSet } from './directive-set.js'
import type { FailOn } from './fail-on.js'
import type { KnownDirectives } from './known-directives.js'
import type { Preset } from './preset.js'
import type { ReportOptions, ResolvedReport } from './report-options.js'
import type { Strictness } from './strictness.js'
import type { ResolvedTypesOptions, TypesOptions } from './types-options.js'

/** Bounds on what one source may ask of the machine, checked before anything is allocated for its pixels. */
export interface Limits {
  /** Width × height in pixels. Default 268 435 456. */
  pixels?: number
  /** Width and height each, in pixels. Default 65 535. */
  side?: number
  /** Size of the file in bytes. Default 512 MiB. */
  fileBytes?: number
  /** Size of each ICC, EXIF and text block in bytes. Default 16 MiB. */
  metadataBytes?: number
  /** Frames of an animation, where an output keeps them. Default 1000. */
  frames?: number
  /**
   * Width × height × frames of an animation, where an output keeps them; of an SVG, its layers that exist at once.
   * Default 536 870 912.
   */
  animationPixels?: number
  /** Elements of an SVG, those drawn through references counted each time. Default 100 000. */
  svgElements?: number
  /** Elements of an SVG around the innermost one, references followed. Default 100. */
  svgNesting?: number
  /** Milliseconds that the work on one source may take, waiting for a thread not counted. Default: as long as it takes. */
  timeoutMs?: number
  /** Outputs one request may ask for. Default 200. */
  variants?: number
}

/** What a header tells before any pixel is read. Sizes in pixels. */
export interface ImageFacts {
  /** As shown, after EXIF orientation. */
  width: number
  height: number
  /** As stored, before EXIF orientation. */
  storedWidth: number
  storedHeight: number
  /** EXIF's 1–8. */
  orientation: number
  format: string
  hasAlpha: boolean
  /** Whether the picture has brightness alone. */
  isGray: boolean
  hasProfile: boolean
  isProgressive: boolean
  /** Bits a sample. */
  bitDepth: number
  /** The number of quality that a JPEG was written at, 1–100 on libjpeg's scale; null where that is not known. */
  quality: number | null
  frames: number
  /** Whether it is one of HDR, by a gain map that can be used. */
  hasGainMap: boolean
}

/**
 * Directives for one image.
 *
 * @param path absolute.
 * @param facts reads the image's header.
 * @param query of the import. What the function changes in it counts. A key that it asks for (`has`, `get`, `getAll`) and
 * that is no directive is the function's own: nobody is warned of it.
 * @returns nothing to leave the image as its query has it.
 */
export type DefaultsFunction = (
  path: string,
  facts: () => Promise<ImageFacts>,
  query: URLSearchParams,
) => DirectiveSet | undefined | Promise<DirectiveSet | undefined>

/**
 * How the lists of an import combine into outputs.
 *
 * @param lists every key of the import with its values, in order; what is no directive is among them.
 * @returns the directives of each output; nothing for every value with every other, the first key outermost. What is about
 * the import as a whole, such as `as`, stays the import's where no output says it.
 */
export type CombineFunction = (
  lists: readonly (readonly [key: string, values: readonly string[]])[],
) => readonly DirectiveSet[] | undefined

type PatternItem = string | RegExp | ((id: string) => boolean)

/**
 * Glob patterns or expressions, tried on the absolute path and on path and query together; or functions, which are given
 * both together.
 */
export type Pattern = PatternItem | readonly PatternItem[]

/** A format as queries spell it. */
export type AutoFormat = Exclude<Extract<KnownDirectives['format'], string>, 'auto'>

/** What a user may say; everything has a default. */
export interface Options {
  /** Folder that relative paths start from. Default: the bundler's root, else the working directory. */
  root?: string
  /** What is kept between builds; `false` keeps nothing. */
  cache?: CacheOptions | false
  /** Worker threads of a batch, 1–1024. Default: the processors this process may use. */
  concurrency?: number
  /** Bytes that decoded pixels and encoders may take together. Default: half of the memory this process may use. */
  memoryBudget?: number
  limits?: Limits
  /**
   * Which fault of an image refuses it: `error` (the default) lost pixels, `warning` also what was repaired without a loss,
   * `truncated` only what ends too early, `none` nothing that can be decoded in part.
   */
  failOn?: FailOn
  /**
   * Whether mistakes stop the build: `error` (the default) stops at bad values and directives without effect, `warn`
   * tells them and goes on, `compat` also reads what vite-imagetools accepts as it does.
   */
  strict?: Strictness
  /**
   * Whether images are made though the build has failed already, so that those whose pixels cannot be read are told with the
   * others. Default false.
   */
  keepGoing?: boolean
  /** Directives below what any query says, for all images or decided for each. */
  defaults?: DirectiveSet | DefaultsFunction
  /** Directives under names, for `?preset=name`. */
  presets?: Readonly<Record<string, Preset>>
  /** Own directives by their names. */
  directives?: Readonly<Record<string, CustomDirective>>
  /** How lists combine. Default: every value with every other. */
  combine?: CombineFunction
  /** Own shapes by their names, for `as=name`; with `strict: 'compat'` one may replace one of ours, but `url`. */
  outputs?: Readonly<Record<string, CustomOutput>>
  /** Whether the keys of an object can be imported by name. Default true. */
  namedExports?: boolean
  /**
   * Keeps a file that declares, for TypeScript, exactly what each image import of the project evaluates to: `lazy-image.d.ts`,
   * where tsconfig.json includes it. Default: true in a project that has a tsconfig.json.
   */
  types?: boolean | TypesOptions
  /**
   * Whether pages of a dev server have a panel that tells of their pictures: what each was asked for, what the browser took, and
   * what is wrong with it. Builds have none. Default false.
   */
  panel?: boolean
  /**
   * A page that shows every picture of a build with its outputs, and the same as JSON; `true` is `lazy-image-report.html` in the
   * root. Default false.
   */
  report?: boolean | string | ReportOptions
  /** What outputs may come to, each and together; checked in every build. Default: none. */
  budgets?: readonly Budget[]
  /** Images to handle. Default: all. */
  include?: Pattern
  /** Images to leave to the bundler. Default: none. */
  exclude?: Pattern
  /** Whether an output of the source's own format and size is the source itself when that is smaller. Default true. */
  neverLarger?: boolean
  /**
   * Where the site will be, an absolute URL: pictures of `og:image` and of structured data in pages are told by absolute URLs.
   * Default: they are as the bundler writes them.
   */
  siteUrl?: string
  /** Formats that `format=auto` tries; the smallest at equal quality wins. Default avif and webp. */
  autoFormats?: readonly AutoFormat[]
  /** Whether a build ends with a summary of its images. Default true. */
  summary?: boolean
  /** Called after each batch with what it did. */
  onBatch?: (report: BatchReport) => void
  /** Default: the bundler's logger, else the console. */
  logger?: Logger
}

/** Everything decided: no field is optional any more. */
export interface ResolvedOptions {
  /** Absolute. */
  root: string
  /** Null for none. */
  cache: ResolvedCache | null
  concurrency: number
  /** Bytes. */
  memoryBudget: number
  limits: Required<Limits>
  failOn: FailOn
  strict: Strictness
  keepGoing: boolean
  defaults: DirectiveSet | DefaultsFunction
  presets: ReadonlyMap<string, Preset>
  directives: Readonly<Record<string, CustomDirective>>
  /** Null for every value with every other. */
  combine: CombineFunction | null
  /** Own shapes; the type is null where their author gives none. */
  outputs: Readonly<Record<string, Pick<TypedOutput, 'build'> & { readonly type: string | null }>>
  namedExports: boolean
  types: ResolvedTypesOptions
  panel: boolean
  /** Null for none. */
  report: ResolvedReport | null
  budgets: readonly ResolvedBudget[]
  /** Whether an id, path and query, is to be handled. */
  accepts: (id: string) => boolean
  neverLarger: boolean
  /** Absolute, with a slash at its end; null where it is not known. */
  siteUrl: string | null
  autoFormats: readonly string[]
  summary: boolean
  onBatch: (report: BatchReport) => void
  logger: Logger
}
