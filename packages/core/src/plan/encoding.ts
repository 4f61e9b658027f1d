import type { Effort, EffortName } from '../request/directives/effort.js'
import type { QualityChoice } from '../request/directives/quality.js'
import type { Draft } from '../request/draft.js'
import { FORMAT_TRAITS, type OutputFormat } from '../request/output-format.js'
import type { Rgb } from './operation.js'

/** A picture's format with every parameter that changes its bytes. */
export type PictureEncoding =
  | { format: 'jpeg'; quality: QualityChoice; progressive: boolean; chroma: '4:2:0' | '4:4:4'; background: Rgb }
  | { format: 'png'; effort: number; depth: 8 | 16; interlaced: boolean }
  | { format: 'webp'; quality: QualityChoice | 'lossless'; effort: number }
  | { format: 'avif'; quality: QualityChoice | 'lossless'; effort: EffortName }
  | { format: 'gif' }
  | { format: 'tiff' }

/** What is derived from pixels and shares their way to the encoder. */
export type DerivedEncoding =
  | { format: 'thumbhash' }
  | { format: 'blurhash'; x: number; y: number }
  | { format: 'color' }
  | { format: 'palette'; colours: number }

export type Encoding = PictureEncoding | DerivedEncoding

/** The media type of a picture's format. */
export function mediaTypeOf(format: Encoding['format']): string {
  return isPictureFormat(format) ? FORMAT_TRAITS[format].mediaType : 'application/octet-stream'
}

export function isPictureFormat(format: Encoding['format']): format is OutputFormat {
  return Object.hasOwn(FORMAT_TRAITS, format)
}

/** Every parameter of a picture's encoding, with the format's defaults where a draft says nothing. */
export function encodingOf(format: OutputFormat, draft: Draft, bitDepth: number): PictureEncoding {
  const { quality, lossless = false, progressive = false, effort = 'default', background } = draft
  const chosen = quality ?? { kind: 'number', value: FORMAT_TRAITS[format].quality ?? 100 }
  switch (format) {
    case 'jpeg':
      return {
        format,
        quality: chosen,
        progressive,
        chroma: '4:2:0',
        background: background === undefined ? [0, 0, 0] : [background[0], background[1], background[2]],
      }
    case 'png':
      return { format, effort: onScale(effort, PNG_EFFORT), depth: bitDepth > 8 ? 16 : 8, interlaced: progressive }
    case 'webp':
      return { format, quality: lossless ? 'lossless' : chosen, effort: onScale(effort, WEBP_EFFORT) }
    case 'avif':
      return { format, quality: lossless ? 'lossless' : chosen, effort: avifEffort(effort) }
    case 'gif':
    case 'tiff':
      return { format }
  }
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
