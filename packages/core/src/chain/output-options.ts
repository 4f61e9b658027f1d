import { brokenRule } from '../broken-rule.js'
import { rangeOfEffort } from '../formats/effort.js'
import {
  FORMAT_SPELLINGS,
  type FormatInAnyCase,
  type FormatSpelling,
  formatNamed,
  type OutputFormat as WrittenFormat,
} from '../formats/formats.js'
import { checkFlag, checkInteger, checkWord, readBy } from '../language/check-arguments.js'
import type { OutputDirective } from '../language/directive.js'
import { CHROMA_CHOICES, type ChromaChoice, chroma as chromaDirective } from '../language/directives/chroma.js'
import { type Effort, effort as effortDirective } from '../language/directives/effort.js'
import { lossless as losslessDirective } from '../language/directives/lossless.js'
import { progressive as progressiveDirective } from '../language/directives/progressive.js'
import { QUALITY, type QualityChoice, quality as qualityDirective } from '../language/directives/quality.js'
import type { Draft } from '../language/draft.js'
import { refuseIneffective } from './refuse-ineffective.js'

/** A format to encode to, in any case; `jpg` is `jpeg`, `tif` is `tiff`. */
export type OutputFormat = FormatInAnyCase

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
   * of the format's scale (`min`, `max`) or a number on it (avif 0–9, webp 0–6, png 1–10); jpeg has `best` and `default`.
   * Default `default`.
   */
  effort?: Effort
  /** Whether webp and avif keep every pixel. Default false. */
  lossless?: boolean
  /** Whether jpeg and png come in passes, so that a coarse picture shows first. Default false. */
  progressive?: boolean
  /** How finely jpeg and avif keep colours: for each pixel, for 2×2 of them, or as suits the picture. Default 420, avif 444. */
  chroma?: ChromaChoice
  /** Most bytes of the output: the best quality that fits, up to the quality asked for. */
  maxBytes?: number
}

export const OUTPUT_OPTIONS = [
  'signal',
  'effort',
  'lossless',
  'progressive',
  'chroma',
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
  written: OutputFormat,
  quality: OutputQuality | undefined,
  options: Omit<OutputOptions, 'signal'>,
): ResolvedOutput {
  const spelling = readFormat(written)
  const encoding: Draft & { format: FormatSpelling } = { format: spelling }
  const given: OutputDirective[] = []
  const { effort, lossless, progressive, chroma, maxBytes } = options
  if (maxBytes !== undefined) encoding.maxBytes = checkInteger('maxBytes', maxBytes, 1, Number.MAX_SAFE_INTEGER)
  if (effort !== undefined) {
    encoding.effort = readEffort(effort, spelling)
    given.push(effortDirective as OutputDirective)
  }
  if (lossless !== undefined) encoding.lossless = checkFlag('lossless', lossless)
  if (progressive !== undefined) encoding.progressive = checkFlag('progressive', progressive)
  if (chroma !== undefined) {
    encoding.chroma = checkWord('chroma', chroma, CHROMA_CHOICES)
    given.push(chromaDirective as OutputDirective)
  }
  // What is switched off is not meant to have an effect.
  if (encoding.lossless === true) given.push(losslessDirective as OutputDirective)
  if (encoding.progressive === true) given.push(progressiveDirective as OutputDirective)
  if (quality !== undefined) {
    encoding.quality = readQuality(quality)
    given.push(qualityDirective as OutputDirective)
  }
  refuseIneffective(given, encoding)
  const { name, spellings } = formatNamed(spelling)
  return { format: name, extension: spellings[0], encoding }
}

function readFormat(written: OutputFormat): FormatSpelling {
  const spelling = FORMAT_SPELLINGS.find(one => typeof written === 'string' && one === written.toLowerCase())
  return spelling ?? checkWord('format', written as FormatSpelling, FORMAT_SPELLINGS)
}

function readQuality(quality: OutputQuality): QualityChoice {
  if (typeof quality !== 'object' || quality === null) {
    return { kind: 'number', value: checkInteger('quality', quality, ...QUALITY) }
  }
  return { kind: 'target', score: checkInteger('quality.target', quality.target, ...QUALITY) }
}

function readEffort(asked: Effort, format: FormatSpelling): Effort {
  const effort = readBy(effortDirective.grammar, 'effort', asked)
  const range = rangeOfEffort(formatNamed(format).effort)
  if (range === null || typeof effort !== 'number') return effort
  const [least, most] = range
  if (effort >= least && effort <= most) return effort
  throw brokenRule(`effort on ${format}`, `a number from ${least} to ${most} or a name`, effort)
}
