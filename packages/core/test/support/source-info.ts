import type { SourceInfo } from '../../dist/plan/source-info.js'

/** An opaque JPEG of 1200×800 that says nothing beside its pixels, for tests that touch none. */
export const SOURCE: SourceInfo = {
  file: '/photos/hero.jpg',
  contentHash: 'ab12',
  bytes: 1000,
  format: 'jpeg',
  orientedWidth: 1200,
  orientedHeight: 800,
  storedWidth: 1200,
  storedHeight: 800,
  hasAlpha: false,
  hasProfile: false,
  isGray: false,
  orientation: 1,
  isProgressive: false,
  bitDepth: 8,
  quality: null,
  frames: 1,
  hasGainMap: false,
}
