/** Grey levels of the frames' colour table. */
const LEVELS = 4

/**
 * An animated GIF whose frames are of one grey each, of a table of four.
 *
 * @param delay hundredths of a second that each frame is shown.
 */
export function animatedGif(width: number, height: number, frames: readonly number[], delay = 10): Buffer {
  const table = Array.from({ length: LEVELS }, (_, level) => Array<number>(3).fill(level * 80)).flat()
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    Buffer.from([...uint16(width), ...uint16(height), 0b1000_0001, 0, 0, ...table]),
    Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0', 'latin1'),
    ...frames.map(level => frameOf(width, height, level, delay)),
    Buffer.from([0x3b]),
  ])
}

function frameOf(width: number, height: number, level: number, delay: number): Buffer {
  const control = [0x21, 0xf9, 4, 0b0000_0100, ...uint16(delay), 0, 0]
  const descriptor = [0x2c, 0, 0, 0, 0, ...uint16(width), ...uint16(height), 0]
  const data = codes(Array<number>(width * height).fill(level))
  const blocks = Array.from({ length: Math.ceil(data.length / 255) }, (_, index) => {
    const block = data.slice(index * 255, (index + 1) * 255)
    return [block.length, ...block]
  })
  return Buffer.from([...control, ...descriptor, 2, ...blocks.flat(), 0])
}

/** LZW codes of three bits, with a clear code before they would have to grow. */
function codes(pixels: readonly number[]): number[] {
  const [clear, end] = [4, 5]
  const list = pixels.flatMap((pixel, index) => (index % 2 === 0 ? [clear, pixel] : [pixel]))
  const bits = [...list, end].flatMap(code => [code & 1, (code >> 1) & 1, (code >> 2) & 1])
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((value, bit, place) => value | (bit << place), 0),
  )
}

function uint16(value: number): number[] {
  return [value & 0xff, value >> 8]
}
