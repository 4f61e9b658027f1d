import { crc32, deflateSync } from 'node:zlib'

/** A PNG whose samples have 16 bits, all grey levels of a ramp. */
export function deepPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 16 bits, RGB.
  header.set([16, 2, 0, 0, 0], 8)
  const row = Buffer.alloc(1 + width * 6)
  for (let sample = 0; sample < width * 3; sample++) row.writeUInt16BE(sample * 17, 1 + sample * 2)
  const pixels = Buffer.concat(Array.from({ length: height }, () => row))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
