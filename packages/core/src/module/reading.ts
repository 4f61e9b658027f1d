import { PLACEHOLDERS, type PlaceholderReading } from '../placeholders/placeholders.js'
import { dataUri } from './data-uri.js'
import type { Made, ReadingKind } from './reading-kind.js'

export type { Made } from './reading-kind.js'

export type Reading = 'bytes' | 'width' | 'height' | 'dataUri' | PlaceholderReading

const KINDS: readonly ReadingKind[] = [
  // Encoded size.
  { name: 'bytes', type: 'number', isPlainText: false, read: ({ data }) => data.length },
  // Pixels; of pictures whose size shows only when they are made.
  { name: 'width', type: 'number', isPlainText: false, read: ({ width }) => width },
  { name: 'height', type: 'number', isPlainText: false, read: ({ height }) => height },
  dataUri,
  ...PLACEHOLDERS.map(({ reading }) => reading),
]

/** What a value may take from an encoded image, by name. */
export const READINGS = Object.fromEntries(KINDS.map(kind => [kind.name, kind])) as Readonly<
  Record<Reading, ReadingKind>
>

/** What a reading takes from an encoded image. */
export function takeReading(made: Made, reading: Reading): ReturnType<ReadingKind['read']> {
  return READINGS[reading].read(made)
}
