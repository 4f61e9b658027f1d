export const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9

interface Piece {
  /** Null for coded data. */
  marker: number | null
  start: number
  end: number
}

/** Markers with their bodies, and the coded data of scans. */
export function piecesOf(jpeg: Buffer): Piece[] {
  const pieces: Piece[] = []
  let at = 2
  while (at < jpeg.length) {
    const marker = jpeg[at + 1] ?? 0
    if (marker === END_OF_IMAGE) return [...pieces, { marker, start: at, end: at + 2 }]
    const end = at + 2 + jpeg.readUInt16BE(at + 2)
    pieces.push({ marker, start: at, end })
    at = end
    if (marker !== START_OF_SCAN) continue
    while (jpeg[at] !== 0xff || isInData(jpeg[at + 1] ?? 0)) at++
    pieces.push({ marker: null, start: end, end: at })
  }
  return pieces
}

const isInData = (marker: number) => marker === 0 || (marker >= 0xd0 && marker <= 0xd7)

const insert = (jpeg: Buffer, at: number, bytes: Uint8Array) =>
  Buffer.concat([jpeg.subarray(0, at), bytes, jpeg.subarray(at)])

function patch(jpeg: Buffer, at: number, ...bytes: number[]): Buffer {
  const patched = Buffer.from(jpeg)
  patched.set(bytes, at)
  return patched
}

/** A baseline JPEG with one scan, damaged so that every pixel is there. */
export function wholeJpegs(jpeg: Buffer): Record<string, Buffer> {
  const pieces = piecesOf(jpeg)
  const scan = pieces.find(({ marker }) => marker === START_OF_SCAN)
  if (scan === undefined) throw new Error('A JPEG without a scan')
  const parameters = scan.start + 5 + 2 * (jpeg[scan.start + 4] ?? 0)
  const end = jpeg.length - 2
  return {
    'whose scan ends at coefficient 0': patch(jpeg, parameters + 1, 0),
    'whose scan begins at coefficient 1': patch(jpeg, parameters, 1),
    'whose scan refines': patch(jpeg, parameters + 2, 0x11),
    'with bytes before a table': insert(jpeg, pieces[1]?.start ?? 2, Buffer.of(0, 1, 2, 3)),
    'with bytes before its scan': insert(jpeg, scan.start, Buffer.of(0, 1, 2, 3)),
    'with bytes before its end': insert(jpeg, end, Buffer.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
    'with pages of zeros before its end': insert(jpeg, end, Buffer.alloc(20_000)),
    'with a transform that Adobe does not know': insert(
      jpeg,
      2,
      Buffer.from([0xff, 0xee, 0, 14, ...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 9]),
    ),
  }
}

/** All of the data, and no marker behind it. */
export const withoutEnd = (jpeg: Buffer) => jpeg.subarray(0, -2)

/** Files that lost pixels, and the code that says so. */
export function lostJpegs(jpeg: Buffer): Record<string, { bytes: Buffer; code: string }> {
  const pieces = piecesOf(jpeg)
  const data = pieces.find(({ marker }) => marker === null)
  if (data === undefined) throw new Error('A JPEG without coded data')
  return {
    'cut in half': { bytes: jpeg.subarray(0, jpeg.length >> 1), code: 'SOURCE_TRUNCATED' },
    'cut short of its last pixels': { bytes: jpeg.subarray(0, -100), code: 'SOURCE_TRUNCATED' },
    'with a restart where there is none': {
      bytes: insert(jpeg, data.start + 100, Buffer.of(0xff, 0xd0)),
      code: 'SOURCE_CORRUPT',
    },
  }
}
