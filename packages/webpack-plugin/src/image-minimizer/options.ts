import { invalidOption, refuseUnknown } from '../invalid-option.js'

/** By format: what sharp's encoders are told there. */
export type EncodeOptions = Readonly<Record<string, { quality?: number; lossless?: boolean; [other: string]: unknown }>>

export interface Generator {
  /** The name for `?as=name`. */
  preset: string
  /** Taken, and without effect: what makes images is lazy-image's engine. */
  implementation?: unknown
  options: { encodeOptions: EncodeOptions; resize?: { enabled?: boolean; width?: number; height?: number } }
}

export interface Minimizer {
  implementation?: unknown
  options?: { encodeOptions?: EncodeOptions }
}

/** Options of image-minimizer-webpack-plugin 5, as far as they say what images become. */
export interface ImageMinimizerOptions {
  /** Files that are made smaller. Default: JPEG, PNG, WebP, AVIF. */
  test?: RegExp
  generator?: readonly Generator[]
  /** Makes what asks for no preset smaller, in its own format. */
  minimizer?: Minimizer
}

const OPTIONS = ['test', 'generator', 'minimizer'] as const satisfies readonly (keyof ImageMinimizerOptions)[]

/** @throws {LazyImageError} `OPTION_INVALID`. */
export function checkOptions(options: ImageMinimizerOptions): void {
  refuseUnknown('ImageMinimizerPlugin', options, OPTIONS)
  const { test, generator = [] } = options
  if (test !== undefined && !(test instanceof RegExp)) throw invalidOption('test', 'a regular expression', test)
  if (!Array.isArray(generator)) throw invalidOption('generator', 'a list of presets', generator)
  for (const [index, entry] of (generator as readonly Generator[]).entries())
    checkGenerator(entry, `generator[${index}]`)
}

function checkGenerator({ preset, options }: Generator, name: string): void {
  if (typeof preset !== 'string') throw invalidOption(`${name}.preset`, 'the name that ?as= asks for', preset)
  const formats = Object.keys(options?.encodeOptions ?? {})
  if (formats.length !== 1) throw invalidOption(`${name}.options.encodeOptions`, 'an object with one format', options)
}
