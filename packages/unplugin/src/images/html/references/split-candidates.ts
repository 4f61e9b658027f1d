import type { PlaceKind } from '../../places/place-kind.js'
import type { PlacedCandidate } from '../../places/srcset.js'

export interface Candidate {
  url: string
  /** Empty where there is none. */
  descriptor: string
  /** As it is written. */
  text: string
}

/** A URL as HTML reads it in a `srcset`: commas may be in it, not at its end. Then descriptors up to the next comma. */
const CANDIDATE = /[\s,]*([^\s]*[^\s,])(?:,|\s+([^,(]*(?:\([^)]*\)[^,(]*)*)(?:,|$)|\s*$)/gy

/** The candidates of a `srcset`. */
export function splitCandidates(srcset: string): Candidate[] {
  return [...srcset.matchAll(CANDIDATE)].map(([, url = '', rest = '']) => {
    const descriptor = rest.trim()
    return { url, descriptor, text: descriptor === '' ? url : `${url} ${descriptor}` }
  })
}

/** The place of one candidate, whose descriptor is written. */
export function placeCandidate<Value>(kind: PlaceKind<Value, PlacedCandidate>, descriptor: string): PlaceKind<Value> {
  return { name: kind.name, write: (placed, known) => kind.write({ ...placed, descriptor }, known) }
}
