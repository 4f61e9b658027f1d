import type { LenientReading } from '../language/lenient-reading.js'
import type { Strictness } from '../options/strictness.js'
import { imagetools } from './imagetools.js'

/** How queries are read that break a rule; null where a mistake is a mistake. */
export const LENIENT_READINGS: Readonly<Record<Strictness, LenientReading | null>> = {
  error: null,
  warn: null,
  compat: imagetools,
}
