import { crc32, deflateSync } from 'node:zlib'

/** A PNG of 8-bit RGBA pixels, so that a test knows every one of them. */
export function pngOf(width: number, height: number, rgba: Uint8Array): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) => [
    Buffer.of(0),
    rgba.subarray(y * width * 4, (y + 1) * width * 4),
  ])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows.flat()))), chunk('IEND', [])]
  return Buffer.concat([Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks])
}

function chunk(name: string, data: ArrayLike<number>): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), Buffer.from(data)])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
