const WIDTH = 16
const HEIGHT = 12

const COLOURS = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]
const TRAILER = [0x3b]

/** Stripes of four colours. */
const STRIPES = Array.from({ length: WIDTH * HEIGHT }, (_, at) => ((at % WIDTH) >> 2) % 4)

const short = (value: number) => [value & 255, value >> 8]

/** Indices as codes of three bits that stand for themselves: a clear code comes before they would grow. */
function coded(indices: readonly number[]): number[] {
  const [clear, end] = [4, 5]
  const codes = [...indices.flatMap((index, at) => (at % 2 === 0 ? [clear, index] : [index])), end]
  const bytes: number[] = []
  let [bits, count] = [0, 0]
  for (const code of codes) {
    bits |= code << count
    for (count += 3; count >= 8; count -= 8, bits >>= 8) bytes.push(bits & 255)
  }
  if (count > 0) bytes.push(bits & 255)
  const blocks: number[] = []
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255)
    blocks.push(block.length, ...block)
  }
  return [2, ...blocks, 0]
}

const screen = (width: number, height: number) => [
  ...Buffer.from('GIF89a'),
  ...short(width),
  ...short(height),
  0x81,
  0,
  0,
  ...COLOURS,
]

function frame(left: number, top: number, width = WIDTH, height = HEIGHT, indices: readonly number[] = STRIPES) {
  return [0x2c, ...short(left), ...short(top), ...short(width), ...short(height), 0, ...coded(indices)]
}

const file = (...parts: readonly number[][]) => Buffer.from(parts.flat())

export const GIF = file(screen(WIDTH, HEIGHT), frame(0, 0), TRAILER)

/** Files whose every pixel is there; those under `repaired` break a rule. */
export const WHOLE_GIFS = {
  sound: {
    'with bytes behind its trailer': Buffer.concat([GIF, Buffer.from('and more')]),
    'with an extension that nobody knows': file(
      screen(WIDTH, HEIGHT),
      [0x21, 0x55, 3, 1, 2, 3, 0],
      frame(0, 0),
      TRAILER,
    ),
    'with a screen smaller than its frame': file(screen(8, 8), frame(0, 0), TRAILER),
    'without a size of its screen': file(screen(0, 0), frame(0, 0), TRAILER),
    'with more pixels than its frame has room for': file(
      screen(WIDTH, HEIGHT),
      frame(0, 0, WIDTH, HEIGHT, [...STRIPES, ...STRIPES]),
      TRAILER,
    ),
  },
  repaired: {
    'without a trailer': GIF.subarray(0, -1),
    'without the end of its data and a trailer': GIF.subarray(0, -2),
    'with zeros before its trailer': Buffer.concat([GIF.subarray(0, -1), Buffer.from([0, 0, 0, 0x3b])]),
  },
} as const

/** A frame that reaches beyond its screen, for which viewers make room. */
export const WIDE_FRAMED_GIF = file(screen(WIDTH, HEIGHT), frame(4, 4), TRAILER)

/** Files that lost pixels, and the code that says so. */
export const LOST_GIFS = {
  'cut inside its data': { bytes: GIF.subarray(0, -40), code: 'SOURCE_TRUNCATED' },
  'of fewer pixels than it says': {
    bytes: file(screen(WIDTH, HEIGHT), frame(0, 0, WIDTH, HEIGHT, STRIPES.slice(0, -40)), TRAILER),
    code: 'SOURCE_CORRUPT',
  },
} as const

/** One frame of {@link animatedGif}: a rectangle of one colour's stripes at a place, with how it is left. */
export interface GifFrame {
  left: number
  top: number
  width: number
  height: number
  /** 0–7, as it stands in the file. */
  disposal: number
  /** Of the four colours; null where none is transparent. */
  transparent: number | null
  /** Added to each index, so that frames differ. */
  shift: number
  /** Hundredths of a second. */
  delay: number
}

export function animatedGif(width: number, height: number, frames: readonly GifFrame[]): Buffer {
  const control = ({ disposal, transparent, delay }: GifFrame) => [
    0x21,
    0xf9,
    4,
    (disposal << 2) | (transparent === null ? 0 : 1),
    ...short(delay),
    transparent ?? 0,
    0,
  ]
  const parts = frames.flatMap(one => {
    const indices = Array.from({ length: one.width * one.height }, (_, at) => (((at % one.width) >> 1) + one.shift) % 4)
    return [control(one), frame(one.left, one.top, one.width, one.height, indices)]
  })
  return file(screen(width, height), ...parts, TRAILER)
}
