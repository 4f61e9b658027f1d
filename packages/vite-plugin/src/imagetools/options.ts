import type { OutputFormat } from './processed-image.js'
import type { SourceMetadata } from './source-metadata.js'

type MaybePromise<Value> = Value | Promise<Value>

export type Include = string | RegExp | (string | RegExp)[]

export type Exclude = string | RegExp | (string | RegExp)[]

export type DefaultDirectives =
  | URLSearchParams
  | ((url: URL, metadata: () => Promise<SourceMetadata>) => MaybePromise<URLSearchParams>)

export type ExtendOutputFormats = (builtins: Record<string, OutputFormat>) => Record<string, OutputFormat>

/** The directives of one output, each with one value. */
export type ImageConfig = Record<string, string>

export type ResolveConfigs = (
  entries: [key: string, values: string[]][],
  outputFormats: Readonly<Record<string, OutputFormat>>,
) => ImageConfig[] | undefined

export interface CacheOptions {
  /** Whether images are kept between builds. Default true. */
  enabled?: boolean
  /** Where they are kept. Default: `node_modules/.cache/lazy-image` of the nearest package. */
  dir?: string
  /** Seconds after which a build deletes what it has not used. Default: everything is kept. */
  retention?: number
}

/** The options of vite-imagetools 12. */
export interface VitePluginOptions {
  /** Images to handle: globs and expressions over path and query. Default: all. */
  include: Include
  /** Images to leave to Vite. Default: `public/**` */
  exclude: Exclude
  /** Directives below what any query says, for all images or decided for each. */
  defaultDirectives?: DefaultDirectives
  /** Own shapes for `as=name`. */
  extendOutputFormats?: ExtendOutputFormats
  /** Always refused: its functions take sharp objects, and there are none. The error says what to use instead. */
  extendTransforms?: never
  /** How lists combine into outputs. */
  resolveConfigs?: ResolveConfigs
  /** Whether outputs carry nothing of their source's metadata. Default true. */
  removeMetadata: boolean
  /** Whether the keys of an object can be imported by name. Default: as Vite's `json.namedExports`. */
  namedExports?: boolean
  cache?: CacheOptions
}
