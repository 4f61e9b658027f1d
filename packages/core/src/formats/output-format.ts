import type { SourceFormat } from '../language/source-facts.js'

/** A format the engine writes. */
export type OutputFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff'

/** What a format can do, as far as directives depend on it. */
export interface FormatTraits {
  mediaType: string
  /** Most pixels a side. */
  maxSide: number
  /** Quality on sharp's scale where none is asked for; null for lossless formats. */
  quality: number | null
  /** Least and greatest effort on sharp's scale; null where there is nothing to choose. */
  effort: readonly [least: number, most: number] | null
  /** Whether pixels can be kept exactly when asked: `optional`, or are `always`, or `never`. */
  lossless: 'optional' | 'always' | 'never'
  progressive: boolean
  animated: boolean
  alpha: boolean
  /** Whether EXIF and ICC blocks can be kept. */
  metadata: boolean
}

export const FORMAT_TRAITS: Readonly<Record<OutputFormat, FormatTraits>> = {
  jpeg: {
    mediaType: 'image/jpeg',
    maxSide: 65_500,
    quality: 80,
    effort: null,
    lossless: 'never',
    progressive: true,
    animated: false,
    alpha: false,
    metadata: true,
  },
  png: {
    mediaType: 'image/png',
    maxSide: 2_147_483_647,
    quality: null,
    effort: [1, 10],
    lossless: 'always',
    progressive: true,
    animated: false,
    alpha: true,
    metadata: true,
  },
  webp: {
    mediaType: 'image/webp',
    maxSide: 16_383,
    quality: 80,
    effort: [0, 6],
    lossless: 'optional',
    progressive: false,
    animated: true,
    alpha: true,
    metadata: true,
  },
  avif: {
    mediaType: 'image/avif',
    maxSide: 65_536,
    quality: 50,
    effort: [0, 9],
    lossless: 'optional',
    progressive: false,
    animated: false,
    alpha: true,
    metadata: true,
  },
  gif: {
    mediaType: 'image/gif',
    maxSide: 65_535,
    quality: null,
    effort: null,
    lossless: 'always',
    progressive: false,
    animated: true,
    alpha: true,
    metadata: false,
  },
  tiff: {
    mediaType: 'image/tiff',
    maxSide: 2_147_483_647,
    quality: null,
    effort: null,
    lossless: 'always',
    progressive: false,
    animated: false,
    alpha: true,
    metadata: false,
  },
}

/** The format in which a source is written when none is asked for. */
export const OWN_FORMAT: Readonly<Record<SourceFormat, OutputFormat>> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
  tiff: 'tiff',
  svg: 'png',
  jxl: 'jpeg',
  bmp: 'png',
  ico: 'png',
}

/** A format as the user spells it; spellings of one format differ in the file extension alone. */
export const FORMAT_OF_SPELLING = {
  avif: 'avif',
  webp: 'webp',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  gif: 'gif',
  tiff: 'tiff',
  tif: 'tiff',
} as const satisfies Record<string, OutputFormat>

export type FormatSpelling = keyof typeof FORMAT_OF_SPELLING

export const FORMAT_SPELLINGS = Object.keys(FORMAT_OF_SPELLING) as FormatSpelling[]
