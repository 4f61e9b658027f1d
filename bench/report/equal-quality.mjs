/**
 * A contestant's bytes as shares of the peer's, each picture at the score that the peer reached.
 *
 * @param {readonly { picture: number, bytes: number, ssimulacra2: number }[]} outputs several qualities of each picture.
 * @param {readonly { picture: number, bytes: number, ssimulacra2: number }[]} peers one output of each picture.
 * @returns {{ mean: number, least: number, most: number, pictures: number } | undefined} over the pictures whose score
 * lies on the contestant's curve; undefined when none does.
 */
export function bytesAtEqualQuality(outputs, peers) {
  const shares = peers
    .map(({ picture, bytes, ssimulacra2 }) => {
      const at = bytesAt(
        outputs.filter(output => output.picture === picture),
        ssimulacra2,
      )
      return at === undefined ? undefined : at / bytes
    })
    .filter(share => share !== undefined)
  if (shares.length === 0) return undefined
  return {
    // Of ratios, the geometric mean: twice and half cancel out.
    mean: Math.exp(shares.reduce((total, share) => total + Math.log(share), 0) / shares.length),
    least: Math.min(...shares),
    most: Math.max(...shares),
    pictures: shares.length,
  }
}

/** Bytes on the curve at a score: logarithms between neighbours, nothing beyond the ends. */
function bytesAt(outputs, score) {
  const curve = outputs.toSorted((a, b) => a.ssimulacra2 - b.ssimulacra2)
  const upper = curve.findIndex(output => output.ssimulacra2 >= score)
  if (upper === -1) return undefined
  const to = curve[upper]
  if (to.ssimulacra2 === score) return to.bytes
  if (upper === 0) return undefined
  const from = curve[upper - 1]
  const fraction = (score - from.ssimulacra2) / (to.ssimulacra2 - from.ssimulacra2)
  return Math.exp(Math.log(from.bytes) + fraction * (Math.log(to.bytes) - Math.log(from.bytes)))
}
