import type { Value } from '../module/value.js'
import type { PhotoMetadata } from '../plan/photo-metadata.js'
import type { MemberDeclaration } from './shape-kind.js'

/** What may be asked of what a photograph says, in the order in which it is told. */
export const PHOTO_FACTS = {
  date: { type: 'string | null', doc: 'When it was taken: ISO 8601, as exact as it is said.' },
  camera: { type: 'string | null', doc: 'Make and model.' },
  make: { type: 'string | null' },
  model: { type: 'string | null' },
  lens: { type: 'string | null' },
  focalLength: { type: 'number | null', doc: 'Millimetres.' },
  aperture: { type: 'number | null', doc: 'The f-number.' },
  exposureTime: { type: 'number | null', doc: 'Seconds.' },
  iso: { type: 'number | null' },
  title: { type: 'string | null' },
  caption: { type: 'string | null' },
  creators: { type: 'string[]' },
  copyright: { type: 'string | null' },
  rating: { type: 'number | null', doc: '-1 for rejected, up to 5.' },
  keywords: { type: 'string[]' },
  position: {
    type: '{ latitude: number; longitude: number; altitude: number | null } | null',
    doc: 'Where it was taken: degrees north and east, metres above sea level.',
  },
} as const satisfies Record<keyof PhotoMetadata, MemberDeclaration>

export type PhotoFact = keyof typeof PHOTO_FACTS

export const PHOTO_FACT_NAMES = Object.keys(PHOTO_FACTS) as PhotoFact[]

export function isPhotoFact(key: string): key is PhotoFact {
  return Object.hasOwn(PHOTO_FACTS, key)
}

/** The facts as values of a module. */
export function photoValues(photo: PhotoMetadata): Record<PhotoFact, Value> {
  const { position } = photo
  return { ...photo, position: position === null ? null : { ...position } }
}
