import type { SourceInfo } from '../plan/source-info.js'
import type { ImageHeader } from './engine.js'

/** What planning needs of a header. */
export function sourceInfoOf(header: ImageHeader): Omit<SourceInfo, 'file' | 'contentHash' | 'bytes'> {
  const { format, orientedWidth, orientedHeight, storedWidth, storedHeight, hasAlpha, hasProfile, bitDepth, frames } =
    header
  return {
    format,
    orientedWidth,
    orientedHeight,
    storedWidth,
    storedHeight,
    hasAlpha,
    hasProfile,
    bitDepth,
    frames,
    isGray: header.colourSpace === 'gray',
    orientation: header.orientation,
    isProgressive: header.isProgressive,
    quality: header.quality,
    hasGainMap: header.gainMap !== null,
  }
}
