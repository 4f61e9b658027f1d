import { avif } from './avif.js'
import type { Format, SourceOnlyFormat } from './format.js'
import { gif } from './gif.js'
import { jpeg } from './jpeg.js'
import { png } from './png.js'
import { tiff } from './tiff.js'
import { webp } from './webp.js'

/** Every format that is written; a new one is a file and a line here. */
export const FORMATS = [avif, webp, jpeg, png, gif, tiff] as const satisfies readonly Format[]

/** Every format that is read and not written; a new one is a line here. */
export const SOURCE_ONLY_FORMATS = [
  { name: 'svg', writtenAs: png, isDrawing: true },
  { name: 'jxl', writtenAs: jpeg, isDrawing: false },
  { name: 'bmp', writtenAs: png, isDrawing: false },
  { name: 'ico', writtenAs: png, isDrawing: false },
] as const satisfies readonly SourceOnlyFormat[]

/** A format the engine writes. */
export type OutputFormat = (typeof FORMATS)[number]['name']

/** A format the engine reads. */
export type SourceFormat = OutputFormat | (typeof SOURCE_ONLY_FORMATS)[number]['name']

/** A format as the user spells it. */
export type FormatSpelling = (typeof FORMATS)[number]['spellings'][number]

/** A format as a chain takes it: in any case at run time, and in the usual ones to TypeScript. */
export type FormatInAnyCase =
  | FormatSpelling
  | Uppercase<FormatSpelling>
  | Capitalize<FormatSpelling>
  | Extract<(typeof FORMATS)[number], { title: string }>['title']

/** A picture's format with every parameter that changes its bytes. */
export type PictureEncoding = ReturnType<(typeof FORMATS)[number]['encode']>

const KINDS = FORMATS as readonly Format<PictureEncoding>[]

/** How images are called besides: a JPEG of another name, and what we cannot read and say so. */
const FURTHER_EXTENSIONS = ['heic', 'heif', 'jfif']

export const FORMAT_SPELLINGS = FORMATS.flatMap(({ spellings }): readonly FormatSpelling[] => spellings)

/** What the file names of images end in. */
export const IMAGE_EXTENSIONS: readonly string[] = [
  ...FORMAT_SPELLINGS,
  ...SOURCE_ONLY_FORMATS.map(({ name }) => name),
  ...FURTHER_EXTENSIONS,
]

/** The format of a name or a spelling; undefined for what is derived from pixels and for no format. */
export function findFormat(word: string): Format<PictureEncoding> | undefined {
  return KINDS.find(({ name, spellings }) => name === word || spellings.includes(word))
}

export function formatNamed(word: OutputFormat | FormatSpelling): Format<PictureEncoding> {
  const found = findFormat(word)
  if (found === undefined) throw new RangeError(`there is no format ${word}`)
  return found
}

/** The format in which a source is written when none is asked for. */
export function ownFormat(source: SourceFormat): Format<PictureEncoding> {
  const readOnly = SOURCE_ONLY_FORMATS.find(({ name }) => name === source)
  return formatNamed(readOnly === undefined ? (source as OutputFormat) : readOnly.writtenAs.name)
}

/** Whether a source of a format is drawn; a file's extension says its format too. */
export function isDrawing(source: string): boolean {
  return SOURCE_ONLY_FORMATS.some(format => format.name === source && format.isDrawing)
}
