/** A format the engine reads. */
export type SourceFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff' | 'svg' | 'jxl' | 'bmp' | 'ico'

/** What the header of a source tells that directives may ask about. */
export interface SourceFacts {
  format: SourceFormat
  /** Pixels as shown, after EXIF orientation. */
  orientedWidth: number
  orientedHeight: number
  /** Pixels as stored, before EXIF orientation. */
  storedWidth: number
  storedHeight: number
  hasAlpha: boolean
  isGray: boolean
  frames: number
}
