import { FORMATS, formatNamed, type OutputFormat } from './formats.js'

/** What a format can do, as far as directives depend on it. */
export interface FormatTraits {
  readonly mediaType: string
  /** Most pixels a side. */
  readonly maxSide: number
  /** Whether pixels can be kept exactly when asked: `optional`, or are `always`, or `never`. */
  readonly lossless: 'optional' | 'always' | 'never'
  readonly progressive: boolean
  readonly animated: boolean
  readonly alpha: boolean
  /** Blocks that can be kept. */
  readonly metadata: readonly ('icc' | 'exif' | 'xmp')[]
}

const BLOCKS = ['icc', 'exif', 'xmp'] as const

const TRAITS: Readonly<Record<OutputFormat, FormatTraits>> = {
  jpeg: {
    mediaType: 'image/jpeg',
    maxSide: 65_500,
    lossless: 'never',
    progressive: true,
    animated: false,
    alpha: false,
    metadata: BLOCKS,
  },
  png: {
    mediaType: 'image/png',
    maxSide: 2_147_483_647,
    lossless: 'always',
    progressive: true,
    animated: false,
    alpha: true,
    metadata: BLOCKS,
  },
  webp: {
    mediaType: 'image/webp',
    maxSide: 16_383,
    lossless: 'optional',
    progressive: false,
    animated: true,
    alpha: true,
    metadata: BLOCKS,
  },
  avif: {
    mediaType: 'image/avif',
    maxSide: 65_536,
    lossless: 'optional',
    progressive: false,
    animated: true,
    alpha: true,
    metadata: BLOCKS,
  },
  gif: {
    mediaType: 'image/gif',
    maxSide: 65_535,
    lossless: 'always',
    progressive: false,
    animated: true,
    alpha: true,
    metadata: [],
  },
  tiff: {
    mediaType: 'image/tiff',
    maxSide: 2_147_483_647,
    lossless: 'always',
    progressive: false,
    animated: false,
    alpha: true,
    metadata: [],
  },
}

export function traitsOf(format: OutputFormat): FormatTraits {
  return TRAITS[format]
}

/** Whether blocks of a source can be kept. */
export function holdsMetadata(format: OutputFormat): boolean {
  return traitsOf(format).metadata.length > 0
}

/** Names of formats as a sentence lists them: those of which something is true. */
export function listFormats(isMeant: (traits: FormatTraits) => boolean, word: 'and' | 'or'): string {
  const names = FORMATS.map(({ name }) => name).filter(name => isMeant(traitsOf(name)))
  return new Intl.ListFormat('en-GB', { type: word === 'and' ? 'conjunction' : 'disjunction' }).format(names)
}

/** The format that holds the largest pictures; of equals the first. */
export function roomiestFormat(): OutputFormat {
  const names = FORMATS.map(({ name }) => name)
  return names.reduce((best, name) => (traitsOf(name).maxSide > traitsOf(best).maxSide ? name : best))
}

/** The media type of a picture's format; that of any bytes for what is derived from pixels. */
export function mediaTypeOf(format: string): string {
  return FORMATS.some(({ name }) => name === format)
    ? traitsOf(formatNamed(format as OutputFormat).name).mediaType
    : 'application/octet-stream'
}
