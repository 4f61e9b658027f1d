import { crc32 } from 'node:zlib'

/** A JPEG or a PNG with a comment: other bytes, and so another file for every build, of the very same picture. */
export function withComment(picture: Buffer, text: string): Buffer {
  const comment = Buffer.from(text, 'latin1')
  return picture[0] === 0xff ? commentedJpeg(picture, comment) : commentedPng(picture, comment)
}

/** A COM segment behind the start of the image. */
function commentedJpeg(jpeg: Buffer, comment: Buffer): Buffer {
  const header = Buffer.from([0xff, 0xfe, 0, 0])
  header.writeUInt16BE(comment.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), header, comment, jpeg.subarray(2)])
}

/** A tEXt chunk behind the IHDR chunk, which ends at the 33rd byte. */
function commentedPng(png: Buffer, comment: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('tEXtComment\0', 'latin1'), comment])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length - 4)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([png.subarray(0, 33), length, body, checksum, png.subarray(33)])
}
