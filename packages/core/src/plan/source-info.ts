/** A format the engine reads. */
export type SourceFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff' | 'svg' | 'jxl' | 'bmp' | 'ico'

/** What the header of a source tells, and a hash of its content. */
export interface SourceInfo {
  /** Absolute path. */
  file: string
  /** Hash of every byte of the file. */
  contentHash: string
  /** Size of the file. */
  bytes: number
  format: SourceFormat
  /** Pixels as shown, after EXIF orientation. */
  orientedWidth: number
  orientedHeight: number
  hasAlpha: boolean
  isGray: boolean
}
