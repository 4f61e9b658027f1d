import type { SourceFormat } from '../formats/formats.js'

/** What the header of a source tells that directives may ask about. */
export interface SourceFacts {
  /** Absolute path. */
  file: string
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
  /** Whether the picture is one of HDR, by a gain map. */
  hasGainMap: boolean
}

/** Pixels that crops and sizes refer to. */
export function sizeOfSource(source: SourceFacts, orient: boolean): { width: number; height: number } {
  return orient
    ? { width: source.orientedWidth, height: source.orientedHeight }
    : { width: source.storedWidth, height: source.storedHeight }
}
