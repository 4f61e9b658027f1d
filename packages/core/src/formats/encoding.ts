import type { Effort, EffortName } from '../language/directives/effort.js'
import type { QualityChoice } from '../language/directives/quality.js'
import type { Draft } from '../language/draft.js'
import { FORMAT_TRAITS, type OutputFormat } from './output-format.js'

/** Red, green, blue; 0–255 each. */
export type Rgb = readonly [number, number, number]

/** How much of the picture an encoder has to keep. */
export type Quality = QualityChoice | { kind: 'lossless' } | { kind: 'nearLossless'; level: number }

/** A picture's format with every parameter that changes its bytes. */
export type PictureEncoding =
  | { format: 'jpeg'; quality: Quality; progressive: boolean; chroma: '4:2:0' | '4:4:4'; background: Rgb }
  | {
      format: 'png'
      depth: 8 | 16
      /** 1–10. */
      effort: number
      interlaced: boolean
      /** Null for every colour there is. */
      palette: { colours: number; dither: number } | null
    }
  | { format: 'webp'; quality: Quality /** 0–6. */; effort: number /** 0–100. */; alphaQuality: number }
  | { format: 'avif'; quality: Quality; effort: EffortName; depth: 8 | 10 }
  | { format: 'gif' /** 2–256. */; colours: number /** 0–1. */; dither: number }
  | { format: 'tiff'; compression: 'lzw' | 'deflate' | 'none'; depth: 8 | 16 }

/** What is derived from pixels and shares their way to the encoder. */
export type DerivedEncoding =
  | { format: 'thumbhash' }
  /** Components across and down, 1–9. */
  | { format: 'blurhash'; x: number; y: number }
  | { format: 'color' }
  | { format: 'palette'; colours: number }
  | { format: 'statistics' }

export type Encoding = PictureEncoding | DerivedEncoding

export const BLACK: Rgb = [0, 0, 0]

/** The media type of a picture's format. */
export function mediaTypeOf(format: Encoding['format']): string {
  return isPictureFormat(format) ? FORMAT_TRAITS[format].mediaType : 'application/octet-stream'
}

export function isPictureFormat(format: Encoding['format']): format is OutputFormat {
  return Object.hasOwn(FORMAT_TRAITS, format)
}

/** Every parameter of a picture's encoding, with the format's defaults where a draft says nothing. */
export function encodingOf(format: OutputFormat, draft: Draft, bitDepth: number): PictureEncoding {
  const { lossless = false, progressive = false, effort = 'default', background, colourSpace } = draft
  // Browsers show 8 bits; more are for whoever wants the source's own colours.
  const depth = bitDepth > 8 && colourSpace === 'source' ? 16 : 8
  const quality: Quality = lossless ? { kind: 'lossless' } : lossyQuality(format, draft)
  switch (format) {
    case 'jpeg':
      return {
        format,
        // A jpeg cannot be lossless; that is told where the directive is read.
        quality: lossyQuality(format, draft),
        progressive,
        chroma: '4:2:0',
        background: background === undefined ? BLACK : [background[0], background[1], background[2]],
      }
    case 'png':
      return {
        format,
        depth,
        effort: onScale(effort, PNG_EFFORT),
        interlaced: progressive,
        palette: null,
      }
    case 'webp':
      return { format, quality, effort: onScale(effort, WEBP_EFFORT), alphaQuality: 100 }
    case 'avif':
      return { format, quality, effort: avifEffort(effort), depth: 8 }
    case 'gif':
      return { format, colours: 256, dither: 1 }
    case 'tiff':
      return { format, compression: 'lzw', depth }
  }
}

function lossyQuality(format: OutputFormat, { quality }: Draft): Quality {
  return quality ?? { kind: 'number', value: FORMAT_TRAITS[format].quality ?? 100 }
}

type Scale = Readonly<Record<EffortName, number>>

const PNG_EFFORT: Scale = { best: 10, default: 6, fast: 4, faster: 2, draft: 1 }
const WEBP_EFFORT: Scale = { best: 6, default: 4, fast: 2, faster: 1, draft: 0 }

/** sharp's efforts for AVIF, 0–9, as rungs; its default is 4. */
const AVIF_RUNGS: readonly EffortName[] = [
  'draft',
  'draft',
  'faster',
  'fast',
  'default',
  'default',
  'best',
  'best',
  'best',
  'best',
]

function onScale(effort: Effort, scale: Scale): number {
  return typeof effort === 'number' ? effort : scale[rungOf(effort)]
}

function avifEffort(effort: Effort): EffortName {
  return typeof effort === 'number' ? (AVIF_RUNGS[effort] ?? 'best') : rungOf(effort)
}

function rungOf(effort: Exclude<Effort, number>): EffortName {
  if (effort === 'max') return 'best'
  return effort === 'min' ? 'draft' : effort
}
