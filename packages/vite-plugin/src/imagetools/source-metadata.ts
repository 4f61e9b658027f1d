import type { ImageFacts } from '@lazy-image/unplugin/vite'
import { telling } from './telling.js'

/** What is told of a source before any of it is decoded, under the names that sharp gives it. */
export interface SourceMetadata {
  format: string
  /** Pixels as stored. */
  width: number
  height: number
  /** Pixels as shown. */
  autoOrient: { width: number; height: number }
  /** EXIF's 1–8. */
  orientation: number
  space: 'srgb' | 'b-w'
  channels: number
  depth: 'uchar' | 'ushort'
  isProgressive: boolean
  hasProfile: boolean
  hasAlpha: boolean
  /** Frames of an animation. */
  pages: number
}

export function sourceMetadata(facts: ImageFacts): SourceMetadata {
  const { width, height, storedWidth, storedHeight, orientation, isGray, hasAlpha, bitDepth } = facts
  return telling('metadata()', {
    format: sharpFormat(facts.format),
    width: storedWidth,
    height: storedHeight,
    autoOrient: { width, height },
    orientation,
    space: isGray ? 'b-w' : 'srgb',
    channels: (isGray ? 1 : 3) + (hasAlpha ? 1 : 0),
    depth: bitDepth > 8 ? 'ushort' : 'uchar',
    isProgressive: facts.isProgressive,
    hasProfile: facts.hasProfile,
    hasAlpha,
    pages: facts.frames,
  })
}

/** sharp names the container, which AVIF shares with HEIC. */
export function sharpFormat(format: string): string {
  return format === 'avif' ? 'heif' : format
}
