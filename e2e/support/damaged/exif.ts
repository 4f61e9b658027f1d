const [ASCII, SHORT, LONG] = [2, 3, 4]
const ORIENTATION = 0x0112
const MAKE = 0x010f
const EXIF_DIRECTORY = 0x8769
const GPS_DIRECTORY = 0x8825
const INTEROP_DIRECTORY = 0xa005

interface Entry {
  tag: number
  type: number
  count: number
  /** A number in the type's own size, or four bytes. */
  value: number | Uint8Array
}

interface Layout {
  bigEndian?: boolean
  /** Offset of the next directory. */
  next?: number
  /** Entries that the directory claims to have. */
  claimed?: number
  /** Offset of the directory. */
  at?: number
}

/** A TIFF header and one directory, as broken as it is asked for. */
export function exifBlock(
  entries: readonly Entry[],
  { bigEndian = false, next = 0, claimed, at = 8 }: Layout = {},
): Buffer {
  const short = (value: number) => {
    const bytes = Buffer.alloc(2)
    if (bigEndian) bytes.writeUInt16BE(value)
    else bytes.writeUInt16LE(value)
    return bytes
  }
  const long = (value: number) => {
    const bytes = Buffer.alloc(4)
    if (bigEndian) bytes.writeUInt32BE(value)
    else bytes.writeUInt32LE(value)
    return bytes
  }
  const bytesOf = ({ type, value }: Entry) => {
    if (typeof value !== 'number') return value
    if (type === SHORT) return Buffer.concat([short(value), short(0)])
    return type === LONG || type === ASCII ? long(value) : Buffer.of(value, 0, 0, 0)
  }
  return Buffer.concat([
    Buffer.from(bigEndian ? 'MM\0*' : 'II*\0', 'latin1'),
    long(at),
    Buffer.alloc(at - 8),
    short(claimed ?? entries.length),
    ...entries.flatMap(entry => [short(entry.tag), short(entry.type), long(entry.count), bytesOf(entry)]),
    long(next),
  ])
}

export const turnedTo = (value = 6, type = SHORT, count = 1): Entry => ({ tag: ORIENTATION, type, count, value })
const make: Entry = { tag: MAKE, type: ASCII, count: 4, value: Buffer.from('Cam\0') }
const pointer = (tag: number, value: number, type = LONG): Entry => ({ tag, type, count: 1, value })
const text = (count: number, value: number): Entry => ({ tag: MAKE, type: ASCII, count, value })

const [NOWHERE, FAR] = [0xff_ffff, 0x7fff_ffff]
/** Behind a directory of two entries. */
const BEHIND = 8 + 2 + 2 * 12 + 4
const directory = (entries: readonly Entry[]) => exifBlock(entries).subarray(8)

/** EXIF blocks of which one thing is broken, with the orientation that the picture has all the same. */
export const DAMAGED_EXIF: Readonly<Record<string, readonly [block: Buffer, orientation: number]>> = {
  sound: [exifBlock([turnedTo()]), 6],
  'sound, big-endian': [exifBlock([turnedTo()], { bigEndian: true }), 6],
  'a text beyond the block': [exifBlock([text(400, FAR), turnedTo()]), 6],
  'a text longer than anything': [exifBlock([text(0xffff_ffff, 0x20), turnedTo()]), 6],
  'a text of no type': [exifBlock([{ ...make, type: 77 }, turnedTo()]), 6],
  'a text beyond the block, behind': [exifBlock([turnedTo(), text(400, FAR)]), 6],
  'entries out of order': [exifBlock([{ ...make, tag: 0x9003 }, turnedTo(), make]), 6],
  'said twice': [exifBlock([turnedTo(6), turnedTo(3)]), 6],
  'said twice, first wrongly': [exifBlock([turnedTo(0), turnedTo(6)]), 6],
  'said twice, first as a text': [exifBlock([turnedTo(6, ASCII), turnedTo(6)]), 6],
  'Exif directory beyond the block': [exifBlock([turnedTo(), pointer(EXIF_DIRECTORY, NOWHERE)]), 6],
  'Exif directory beyond the block, before': [exifBlock([pointer(EXIF_DIRECTORY, NOWHERE), turnedTo()]), 6],
  'Exif directory that is the first': [exifBlock([turnedTo(), pointer(EXIF_DIRECTORY, 8)]), 6],
  'Exif directory at 0': [exifBlock([turnedTo(), pointer(EXIF_DIRECTORY, 0)]), 6],
  'Exif directory by a short pointer': [exifBlock([turnedTo(), pointer(EXIF_DIRECTORY, 8, SHORT)]), 6],
  'Exif directory that is cut': [
    Buffer.concat([exifBlock([turnedTo(), pointer(EXIF_DIRECTORY, BEHIND)]), Buffer.of(255, 255, 1, 2, 3)]),
    6,
  ],
  "maker's note beyond the block": [
    Buffer.concat([
      exifBlock([turnedTo(), pointer(EXIF_DIRECTORY, BEHIND)]),
      directory([{ tag: 0x927c, type: 7, count: 5000, value: Buffer.of(0, 0x70, 0, 0) }]),
    ]),
    6,
  ],
  'GPS directory beyond the block': [exifBlock([turnedTo(), pointer(GPS_DIRECTORY, NOWHERE)]), 6],
  'Interop directory beyond the block': [exifBlock([turnedTo(), pointer(INTEROP_DIRECTORY, NOWHERE)]), 6],
  'next directory beyond the block': [exifBlock([turnedTo()], { next: 0xffff_ffff }), 6],
  'next directory that is this one': [exifBlock([turnedTo()], { next: 8 }), 6],
  'next directory at an odd place': [exifBlock([turnedTo()], { next: 9 }), 6],
  'no next directory': [exifBlock([turnedTo()]).subarray(0, -4), 6],
  'next directory that is cut': [exifBlock([turnedTo()]).subarray(0, -2), 6],
  'cut inside an entry': [exifBlock([turnedTo(), make]).subarray(0, 27), 6],
  'more entries than there are': [exifBlock([turnedTo()], { claimed: 200 }), 6],
  'as many entries as can be': [exifBlock([turnedTo()], { claimed: 65_535 }), 6],
  'a thumbnail beyond the block': [
    Buffer.concat([
      exifBlock([turnedTo()], { next: 26 }),
      directory([turnedTo(3), pointer(0x0201, 0xffff), pointer(0x0202, 0xffff)]),
    ]),
    6,
  ],
  'a thumbnail that is cut': [Buffer.concat([exifBlock([turnedTo()], { next: 26 }), Buffer.of(9, 0, 1)]), 6],
  'a directory behind a gap': [exifBlock([turnedTo()], { at: 10 }), 6],
  'a directory at an odd place': [exifBlock([turnedTo()], { at: 9 }), 6],
  'no value': [exifBlock([turnedTo(6, SHORT, 0)]), 1],
  'three values at a place that is none': [exifBlock([turnedTo(6, SHORT, 3)]), 1],
  'more values than anything': [exifBlock([turnedTo(6, SHORT, 0xffff_ffff)]), 1],
  'a value of 0': [exifBlock([turnedTo(0)]), 1],
  'a value of 9': [exifBlock([turnedTo(9)]), 1],
  'a value in two bytes': [exifBlock([turnedTo(0x106)]), 1],
  'a text': [exifBlock([{ ...turnedTo(), type: ASCII, count: 2, value: Buffer.from('6\0\0\0') }]), 1],
  'no type': [exifBlock([turnedTo(6, 0)]), 1],
  'a type that there is not': [exifBlock([turnedTo(6, 99)]), 1],
  'no entries': [exifBlock([turnedTo()], { claimed: 0 }), 1],
  'a directory beyond the block': [patched(exifBlock([turnedTo()]), 4, 0x0f, 0x27, 0, 0), 1],
  'a directory at 0': [patched(exifBlock([turnedTo()]), 4, 0, 0, 0, 0), 1],
  'the other byte order': [patched(exifBlock([turnedTo()], { bigEndian: true }), 0, 0x49, 0x49), 1],
  'no byte order': [patched(exifBlock([turnedTo()]), 0, 0x58, 0x58), 1],
  'only the thumbnail turned': [Buffer.concat([exifBlock([make], { next: 26 }), directory([turnedTo()])]), 1],
}

/** Blocks that Chromium leaves as stored, and sharp and we turn: cameras do write them. */
export const OTHER_TYPES: Readonly<Record<string, Buffer>> = {
  'a long': exifBlock([turnedTo(6, LONG)]),
  'a long, big-endian': exifBlock([turnedTo(6, LONG)], { bigEndian: true }),
  'a byte': exifBlock([turnedTo(6, 1)]),
}

function patched(bytes: Buffer, at: number, ...values: number[]): Buffer {
  bytes.set(values, at)
  return bytes
}

/** A JPEG with an EXIF segment; the last byte of its name is padding. */
export function withExif(jpeg: Buffer, exif: Buffer, padding = 0): Buffer {
  const body = Buffer.concat([Buffer.from('Exif\0'), Buffer.of(padding), exif])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}
