import type { Draft } from '../language/draft.js'
import { formatNamed, type OutputFormat, type PictureEncoding } from './formats.js'
import { traitsOf } from './traits.js'

/** What is derived from pixels and shares their way to the encoder: its name and its parameters. */
export interface DerivedEncoding {
  readonly format: string
  readonly [parameter: string]: string | number
}

export type Encoding = PictureEncoding | DerivedEncoding

/**
 * Every parameter of a picture's encoding, with the format's defaults where a draft says nothing.
 *
 * @param picture its `bitDepth` is the source's. Browsers show 8 bits; more are for whoever wants the source's own colours.
 */
export function encodingOf(
  format: OutputFormat,
  draft: Draft,
  { bitDepth, ...picture }: { bitDepth: number; animated: boolean; transparent: boolean },
): PictureEncoding {
  const { deepenings } = traitsOf(format)
  const depth = bitDepth > 8 && draft.colourSpace === 'source' ? 16 : 8
  return formatNamed(format).encode(draft, { depth, ...picture, deepenings })
}
