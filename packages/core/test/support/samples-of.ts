import { inflateSync } from 'node:zlib'

const SIGNATURE = 8
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 }

/** The samples of a png of 8 bits without a palette that does not come in passes, row by row. */
export function samplesOf(png: Buffer): Uint8Array {
  const [width, height, channels] = [png.readUInt32BE(16), png.readUInt32BE(20), CHANNELS[png[25] ?? 3] ?? Number.NaN]
  const parts: Buffer[] = []
  for (let at = SIGNATURE; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const rows = inflateSync(Buffer.concat(parts))
  const length = width * channels
  const samples = new Uint8Array(length * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (length + 1)]
    for (let x = 0; x < length; x++) {
      const at = y * length + x
      const left = x < channels ? 0 : (samples[at - channels] ?? 0)
      const above = y === 0 ? 0 : (samples[at - length] ?? 0)
      const corner = x < channels || y === 0 ? 0 : (samples[at - length - channels] ?? 0)
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0
      samples[at] = (rows[y * (length + 1) + 1 + x] ?? 0) + guess
    }
  }
  return samples
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [toLeft, toAbove, toCorner] = [left, above, corner].map(value => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ]
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
