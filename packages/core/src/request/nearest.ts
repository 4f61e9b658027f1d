/** The candidate that a misspelt word most likely means, or undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    const most = mostEdits(candidate)
    // What differs more in length alone need not be looked at, however long it is.
    if (Math.abs(candidate.length - lower.length) > most) continue
    const distance = editDistance(lower, candidate.toLowerCase())
    if (distance <= most && (best === undefined || distance < best.distance)) best = { candidate, distance }
  }
  return best?.candidate
}

/** A third of the word may be wrong; of one or two letters none, because any other would do as well. */
function mostEdits({ length }: string): number {
  return length < 3 ? 0 : Math.max(1, Math.floor(length / 3))
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string
 * alignment).
 */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? at(beforePrevious, j - 2) + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(replaced, swapped, at(previous, j) + 1, at(row, j - 1) + 1))
    }
    beforePrevious = previous
    previous = row
  }
  return at(previous, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
