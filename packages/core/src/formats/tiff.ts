import type { Format } from './format.js'

export interface TiffEncoding {
  readonly format: 'tiff'
  readonly compression: 'lzw' | 'deflate' | 'none'
  readonly depth: 8 | 16
}

export const tiff = {
  name: 'tiff',
  spellings: ['tiff', 'tif'],
  quality: null,
  effort: null,
  chroma: null,
  holdsGray: true,
  encode: (_, { depth }): TiffEncoding => ({ format: 'tiff', compression: 'lzw', depth }),
} as const satisfies Format<TiffEncoding>
