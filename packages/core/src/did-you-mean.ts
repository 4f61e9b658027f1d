import { nearest } from './nearest.js'

/** The end of a message that names the nearest valid spelling, or nothing when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates)
  return near === undefined || near === word ? '' : `; did you mean ${near}?`
}
