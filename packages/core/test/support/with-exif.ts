/** What stands in the EXIF that is given to a picture. */
export const ARTIST = Buffer.from('Ada Example')
export const CAMERA = Buffer.from('Pinhole 3000')
/** Degrees of the latitude, as they are stored. */
export const LATITUDE = Buffer.from([0x5d, 0x1c, 0x0a, 0x00, 0x10, 0x27, 0x00, 0x00])

const ASCII = 2
const LONG = 4
const RATIONAL = 5

/** A JPEG with an EXIF block behind its first marker: a camera, an artist and a position. */
export function withExif(jpeg: Buffer): Buffer {
  const block = Buffer.concat([Buffer.from('Exif\0\0'), exif()])
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1, 0)
  head.writeUInt16BE(block.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, block, jpeg.subarray(2)])
}

function exif(): Buffer {
  const camera = Buffer.concat([CAMERA, Buffer.of(0)])
  const artist = Buffer.concat([ARTIST, Buffer.of(0)])
  const first = 8 + 2 + 3 * 12 + 4
  const gps = first + camera.length + artist.length
  const latitude = gps + 2 + 12 + 4
  return Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    directory([
      entry(0x010f, ASCII, camera.length, first),
      entry(0x013b, ASCII, artist.length, first + camera.length),
      entry(0x8825, LONG, 1, gps),
    ]),
    camera,
    artist,
    directory([entry(0x0002, RATIONAL, 1, latitude)]),
    LATITUDE,
  ])
}

/** The directory that no other follows. */
function directory(entries: Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(entries.length, 0), ...entries, Buffer.alloc(4)])
}

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt16LE(tag, 0)
  bytes.writeUInt16LE(type, 2)
  bytes.writeUInt32LE(count, 4)
  bytes.writeUInt32LE(value, 8)
  return bytes
}
