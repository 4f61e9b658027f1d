import { LazyImageError } from '../errors.js'
import type { FormatName } from '../request/directives/format.js'
import type { SourceFormat } from './source-info.js'

/** A picture's format with every parameter that changes its bytes. */
export type PictureEncoding =
  | { format: 'jpeg'; quality: Quality; progressive: boolean; chroma: '4:2:0' | '4:4:4'; background: Rgb }
  /** `depth` in bits a channel; `effort` 1 (fast) to 10 (small); a palette only with 8 bits. */
  | { format: 'png'; depth: 8 | 16; effort: number; interlaced: boolean; palette: PaletteLimit | null }
  /** `effort` 0 (fast) to 6 (small); `alphaQuality` 0–100. */
  | { format: 'webp'; quality: Quality; effort: number; alphaQuality: number }
  | { format: 'avif'; quality: Quality; effort: AvifEffort; depth: 8 | 10 }
  /** `colours` of a frame, 2–256; `dither` 0–1. */
  | { format: 'gif'; colours: number; dither: number }
  | { format: 'tiff'; compression: 'lzw' | 'deflate' | 'none'; depth: 8 | 16 }

/** How much of the picture may be lost. */
export type Quality =
  /** 1–100 on sharp's scale: at least as good a picture as sharp's at that number. */
  | { kind: 'number'; value: number }
  /** SSIMULACRA2 to reach, 1–100; jpeg, webp and avif. */
  | { kind: 'target'; score: number }
  /** webp and avif. */
  | { kind: 'lossless' }
  /** webp; 0 (smoothed most) to 100 (not at all). */
  | { kind: 'nearLossless'; level: number }

/** Fewer colours than the picture has, 2–256, where that is smaller; `dither` 0–1. */
export interface PaletteLimit {
  colours: number
  dither: number
}

export type AvifEffort = 'best' | 'default' | 'fast' | 'faster' | 'draft'

/** What is derived from pixels and shares their way to the encoder. */
export type DerivedEncoding =
  /** The bytes of the hash. */
  | { format: 'thumbhash' }
  /** ASCII; components across and down, 1–9. */
  | { format: 'blurhash'; x: number; y: number }
  /** Red, green, blue of the mean: three bytes. */
  | { format: 'color' }
  /** Three bytes for each of 1–16 colours, the most frequent first; fewer where the picture has fewer. */
  | { format: 'palette'; colours: number }
  /** UTF-8 JSON: `isOpaque`, `entropy`, `dominant`, `channels`. */
  | { format: 'statistics' }

export type Encoding = PictureEncoding | DerivedEncoding

/** Red, green, blue; 0–255 each. */
export type Rgb = readonly [number, number, number]

export const BLACK: Rgb = [0, 0, 0]

/** Quality where none is asked for, on sharp's scale. */
export const DEFAULT_QUALITY = { jpeg: 80, webp: 80, avif: 50 } as const

/** Most pixels a side that a format can hold. */
export const MAX_SIDE_OF_FORMAT = {
  jpeg: 65_500,
  png: 2_147_483_647,
  webp: 16_383,
  avif: 65_536,
  gif: 65_535,
  tiff: 2_147_483_647,
} as const satisfies Record<PictureEncoding['format'], number>

export const MEDIA_TYPE = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  tiff: 'image/tiff',
  thumbhash: 'application/octet-stream',
  blurhash: 'text/plain',
  color: 'application/octet-stream',
  palette: 'application/octet-stream',
  statistics: 'application/json',
} as const satisfies Record<Encoding['format'], string>

/** The format that a source is written in where none is asked for: its own, else one that loses nothing. */
const FORMAT_OF_SOURCE = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'png',
  tiff: 'png',
  svg: 'png',
  jxl: 'png',
  bmp: 'png',
  ico: 'png',
} as const satisfies Record<SourceFormat, Encoding['format']>

/** The format that a spelling means. */
export function formatOf(name: FormatName | SourceFormat): PictureEncoding['format'] {
  return name === 'jpg' ? 'jpeg' : FORMAT_OF_SOURCE[name]
}

/** Every parameter of an encoding; `quality` undefined means the format's default. */
export function encodingOf(format: PictureEncoding['format'], quality: number | undefined): PictureEncoding {
  switch (format) {
    case 'jpeg':
      return {
        format,
        quality: numbered(quality ?? DEFAULT_QUALITY.jpeg),
        progressive: false,
        chroma: '4:2:0',
        background: BLACK,
      }
    case 'png':
      return { format, depth: 8, effort: 6, interlaced: false, palette: null }
    case 'webp':
      return { format, quality: numbered(quality ?? DEFAULT_QUALITY.webp), effort: 4, alphaQuality: 100 }
    case 'avif':
      return { format, quality: numbered(quality ?? DEFAULT_QUALITY.avif), effort: 'default', depth: 8 }
    case 'gif':
      return { format, colours: 256, dither: 1 }
    case 'tiff':
      return { format, compression: 'deflate', depth: 8 }
  }
}

function numbered(value: number): Quality {
  return { kind: 'number', value }
}

/** @throws {LazyImageError} `OUTPUT_TOO_LARGE` when the format cannot hold the size. */
export function checkSide(format: PictureEncoding['format'], width: number, height: number, image: string): void {
  const most = MAX_SIDE_OF_FORMAT[format]
  if (width > most || height > most) {
    throw new LazyImageError(
      'OUTPUT_TOO_LARGE',
      `${format} holds up to ${most} pixels a side, but the output would be ${width}×${height}; ask for a smaller w or h, or another format`,
      { image },
    )
  }
}
