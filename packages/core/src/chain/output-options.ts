import { brokenRule } from '../broken-rule.js'
import { LazyImageError } from '../errors.js'
import {
  FORMAT_OF_SPELLING,
  FORMAT_SPELLINGS,
  FORMAT_TRAITS,
  type FormatSpelling,
  type FormatTraits,
  type OutputFormat as WrittenFormat,
} from '../formats/output-format.js'
import { checkFlag, checkInteger, checkWord, readBy } from '../language/check-arguments.js'
import { type Effort, effort as effortDirective } from '../language/directives/effort.js'
import type { QualityChoice } from '../language/directives/quality.js'
import type { Draft } from '../language/draft.js'

/** A format to encode to; `jpg` is `jpeg`, `tif` is `tiff`. */
export type OutputFormat = FormatSpelling

/** 1–100 on sharp's scale, or a SSIMULACRA2 score, 1–100, that the output is to reach with the fewest bytes. */
export type OutputQuality = number | { target: number }

export interface CallOptions {
  /** Stops the work: between rows, frames or trials where the codec allows it, else between stages. */
  signal?: AbortSignal
}

/** How one output is encoded, beside format and quality. */
export interface OutputOptions extends CallOptions {
  /**
   * How much time the encoder may take to make the file smaller: `best`, `default`, `fast`, `faster`, `draft`, an end
   * of the format's scale (`min`, `max`) or a number on it (avif 0–9, webp 0–6, png 1–10). Default `default`.
   */
  effort?: Effort
  /** Whether webp and avif keep every pixel. Default false. */
  lossless?: boolean
  /** Whether jpeg and png come in passes, so that a coarse picture shows first. Default false. */
  progressive?: boolean
  /** Most bytes of the output: the best quality that fits, up to the quality asked for. */
  maxBytes?: number
}

export const OUTPUT_OPTIONS = [
  'signal',
  'effort',
  'lossless',
  'progressive',
  'maxBytes',
] as const satisfies readonly (keyof OutputOptions)[]

/** What an output comes to. */
export interface ResolvedOutput {
  format: WrittenFormat
  /** Extension of a file of this format, without a dot. */
  extension: string
  /** What the encoding adds to a chain's draft. */
  encoding: Draft
}

/** @throws {LazyImageError} `OPTION_INVALID` */
export function resolveOutput(
  spelling: OutputFormat,
  quality: OutputQuality | undefined,
  options: OutputOptions,
): ResolvedOutput {
  const format = FORMAT_OF_SPELLING[checkWord('format', spelling, FORMAT_SPELLINGS)]
  const traits = FORMAT_TRAITS[format]
  const encoding: Draft = {}
  const { effort, lossless, progressive, maxBytes } = options
  if (effort !== undefined) encoding.effort = readEffort(effort, format, traits)
  if (lossless !== undefined) encoding.lossless = checkFlag('lossless', lossless)
  if (progressive !== undefined) encoding.progressive = checkFlag('progressive', progressive)
  if (maxBytes !== undefined) encoding.maxBytes = checkInteger('maxBytes', maxBytes, 1, Number.MAX_SAFE_INTEGER)
  if (quality !== undefined) encoding.quality = readQuality(quality, format, encoding.lossless === true, traits)
  if (encoding.lossless === true && traits.lossless === 'never') throw noEffect('lossless', format, 'which is lossy')
  if (encoding.progressive === true && !traits.progressive) throw noEffect('progressive', format, 'which has no passes')
  return { format, extension: format === 'jpeg' ? 'jpg' : format, encoding }
}

function readQuality(
  quality: OutputQuality,
  format: WrittenFormat,
  isLossless: boolean,
  traits: FormatTraits,
): QualityChoice {
  if (traits.quality === null) throw noEffect('quality', format, 'which is lossless')
  if (isLossless) throw new LazyImageError('OPTION_INVALID', 'quality has no effect beside lossless; leave one out')
  if (typeof quality !== 'object' || quality === null) {
    return { kind: 'number', value: checkInteger('quality', quality, 1, 100) }
  }
  return { kind: 'target', score: checkInteger('quality.target', quality.target, 1, 100) }
}

function readEffort(asked: Effort, format: WrittenFormat, { effort: scale }: FormatTraits): Effort {
  const effort = readBy(effortDirective.grammar, 'effort', asked)
  if (scale === null) throw noEffect('effort', format, 'which has one effort only')
  const [least, most] = scale
  if (typeof effort === 'number' && (effort < least || effort > most)) {
    throw brokenRule(`effort on ${format}`, `a number from ${least} to ${most} or a name`, effort)
  }
  return effort
}

function noEffect(option: string, format: string, reason: string): LazyImageError {
  return new LazyImageError('OPTION_INVALID', `${option} has no effect on ${format}, ${reason}; leave it out`)
}
