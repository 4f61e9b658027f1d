import type { SourceFacts } from '../language/source-facts.js'

/** What the header of a source tells, and a hash of its content. */
export interface SourceInfo extends SourceFacts {
  /** Absolute path. */
  file: string
  /** Hash of every byte of the file. */
  contentHash: string
  /** Size of the file. */
  bytes: number
  /** EXIF's 1–8; 1 stays as it is stored. */
  orientation: number
  isProgressive: boolean
  hasProfile: boolean
  /** Bits a sample. */
  bitDepth: number
  /** The number of quality that a JPEG was written at, 1–100 on libjpeg's scale; null where that is not known. */
  quality: number | null
}
