import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])

export const WIDTH = 32
export const HEIGHT = 24

export function chunk(name: string, body: Uint8Array = new Uint8Array(), { wrong = false } = {}): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  return Buffer.concat([numbers(body.length), named, numbers((crc32(named) ^ (wrong ? 1 : 0)) >>> 0)])
}

/** In four bytes each. */
export function numbers(...values: number[]): Buffer {
  return Buffer.concat(
    values.map(value => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(value)
      return bytes
    }),
  )
}

const HEADER = Buffer.concat([numbers(WIDTH, HEIGHT), Buffer.of(8, 2, 0, 0, 0)])

const ROWS = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
for (let y = 0; y < HEIGHT; y++) {
  for (let x = 0; x < WIDTH; x++) ROWS.set([x * 8, y * 10, (x * y) % 256], y * (1 + WIDTH * 3) + 1 + x * 3)
}
const DATA = deflateSync(ROWS)

const [IHDR, IDAT, IEND] = [chunk('IHDR', HEADER), chunk('IDAT', DATA), chunk('IEND')]

const file = (...chunks: Buffer[]) => Buffer.concat([SIGNATURE, ...chunks])

export const PNG = file(IHDR, IDAT, IEND)

/** The same pixels behind chunks that say something about their colours. */
export const colouredPng = (...chunks: Buffer[]) => file(IHDR, ...chunks, IDAT, IEND)

/** Files whose every pixel is there; those under `repaired` break a rule. */
export const WHOLE_PNGS = {
  sound: {
    'with bytes behind its end': file(IHDR, IDAT, IEND, Buffer.from('and more')),
    'with a wrong checksum of a text': file(IHDR, chunk('tEXt', Buffer.from('a\0b'), { wrong: true }), IDAT, IEND),
    'with a wrong checksum of its resolution': file(IHDR, chunk('pHYs', Buffer.alloc(9), { wrong: true }), IDAT, IEND),
    'with a wrong checksum of its gamma': file(IHDR, chunk('gAMA', numbers(100_000), { wrong: true }), IDAT, IEND),
    'with a profile that is none': file(IHDR, chunk('iCCP', Buffer.from('x\0\0none')), IDAT, IEND),
    'with a gamma of nothing': file(IHDR, chunk('gAMA', numbers(0)), IDAT, IEND),
    'with data behind its pixels': file(IHDR, chunk('IDAT', Buffer.concat([DATA, Buffer.from('more')])), IEND),
    'without a checksum of its pixels': file(IHDR, chunk('IDAT', DATA.subarray(0, -4)), IEND),
  },
  repaired: {
    'without an end': file(IHDR, IDAT),
    'cut inside its end': file(IHDR, IDAT, IEND.subarray(0, 6)),
    'cut before the checksum of its data': file(IHDR, IDAT.subarray(0, -4)),
    'cut inside the checksum of its data': file(IHDR, IDAT.subarray(0, -2)),
    'with a wrong checksum of its end': file(IHDR, IDAT, chunk('IEND', undefined, { wrong: true })),
    'cut inside a text behind its data': file(IHDR, IDAT, chunk('tEXt', Buffer.from('a\0bcdef')).subarray(0, 11)),
  },
} as const

/** Files that lost pixels, and the code that says so. */
export const LOST_PNGS = {
  'cut inside its data': {
    bytes: file(IHDR, numbers(DATA.length), Buffer.from('IDAT'), DATA.subarray(0, DATA.length >> 1)),
    code: 'SOURCE_TRUNCATED',
  },
  'of fewer rows than it says': {
    bytes: file(chunk('IHDR', Buffer.concat([numbers(WIDTH, HEIGHT + 6), HEADER.subarray(8)])), IDAT, IEND),
    code: 'SOURCE_CORRUPT',
  },
} as const
