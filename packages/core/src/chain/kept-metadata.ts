import { checkFlag, checkOptions, checkWord } from '../language/check-arguments.js'
import type { Variant } from '../plan/variant.js'

/**
 * What an output keeps of its source: `icc` the colour profile, `copyright` also the names of who made it and whose it
 * is, `exif` all of EXIF but the position, `all` everything, the position and XMP included.
 */
export type KeptMetadata = Variant['metadata']

export interface MetadataOptions {
  /** The colour profile. Default true; what keeps EXIF keeps it too. */
  icc?: boolean
  /** EXIF; its orientation says upright where the picture was turned. Default false. */
  exif?: boolean
  /** Whether EXIF goes without its position. Default true. */
  stripGps?: boolean
}

const KINDS = ['none', 'icc', 'copyright', 'exif', 'all'] as const satisfies readonly KeptMetadata[]
const OPTIONS = ['icc', 'exif', 'stripGps'] as const satisfies readonly (keyof MetadataOptions)[]

/** @throws {LazyImageError} `OPTION_INVALID` */
export function readKept(asked: KeptMetadata | MetadataOptions): KeptMetadata {
  if (typeof asked !== 'object' || asked === null) return checkWord('keepMetadata', asked, KINDS)
  checkOptions('keepMetadata', asked, OPTIONS)
  const { icc = true, exif = false, stripGps = true } = asked
  for (const [name, value] of Object.entries({ icc, exif, stripGps })) checkFlag(`keepMetadata.${name}`, value)
  if (exif) return stripGps ? 'exif' : 'all'
  return icc ? 'icc' : 'none'
}
