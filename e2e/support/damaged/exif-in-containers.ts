import { deflateSync } from 'node:zlib'
import { avifWith } from './avif.js'
import { DAMAGED_EXIF, exifBlock, turnedTo } from './exif.js'
import { piecesOf, START_OF_SCAN } from './jpeg.js'
import { chunk } from './png.js'

const SOUND = exifBlock([turnedTo(6)])
const MIRRORED = exifBlock([turnedTo(2)])
const PREFIX = Buffer.from('Exif\0\0')
const XMP_NAME = Buffer.from('http://ns.adobe.com/xap/1.0/\0')
const EXTENSION_NAME = Buffer.from('http://ns.adobe.com/xmp/extension/\0')

/** A packet that says how the picture lies, which no browser asks. */
export const XMP_TURNED = Buffer.from(
  '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="8"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>',
)

const segment = (marker: number, ...parts: Uint8Array[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body])
}
const exifSegment = (block: Uint8Array) => segment(0xe1, PREFIX, block)
const xmpSegment = segment(0xe1, XMP_NAME, XMP_TURNED)
const extensionSegment = segment(0xe1, EXTENSION_NAME, Buffer.from('0'.repeat(32)), Buffer.alloc(8), XMP_TURNED)

/** A JPEG with bytes at a place: behind its start, or before the first piece of a marker. */
function jpegWith(jpeg: Buffer, bytes: Buffer, before?: (marker: number) => boolean): Buffer {
  const piece =
    before === undefined ? undefined : piecesOf(jpeg).find(({ marker }) => marker !== null && before(marker))
  const at = before === undefined ? 2 : (piece?.start ?? jpeg.length)
  return Buffer.concat([jpeg.subarray(0, at), bytes, jpeg.subarray(at)])
}

/** JPEGs that differ in where and how their EXIF lies. */
export function jpegsWithExif(jpeg: Buffer): Record<string, Buffer> {
  const first = (bytes: Buffer) => jpegWith(jpeg, bytes)
  const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xc2
  return {
    'EXIF in front of JFIF': first(exifSegment(SOUND)),
    'EXIF behind JFIF': jpegWith(jpeg, exifSegment(SOUND), marker => marker !== 0xe0),
    'EXIF behind a profile': first(Buffer.concat([segment(0xe2, Buffer.from('ICC?')), exifSegment(SOUND)])),
    'EXIF right before the frame': jpegWith(jpeg, exifSegment(SOUND), isFrame),
    'EXIF behind the frame': jpegWith(jpeg, exifSegment(SOUND), marker => marker === 0xc4),
    'EXIF right before the scan': jpegWith(jpeg, exifSegment(SOUND), marker => marker === START_OF_SCAN),
    'EXIF behind the picture': jpegWith(jpeg, exifSegment(SOUND), marker => marker === 0xd9),
    'EXIF behind XMP': first(Buffer.concat([xmpSegment, exifSegment(SOUND)])),
    'EXIF between XMP and its extension': first(Buffer.concat([xmpSegment, exifSegment(SOUND), extensionSegment])),
    'XMP alone': first(xmpSegment),
    'XMP that says something else': first(Buffer.concat([exifSegment(SOUND), xmpSegment])),
    'EXIF twice': first(Buffer.concat([exifSegment(SOUND), exifSegment(MIRRORED)])),
    'EXIF twice, first without a value': first(Buffer.concat([exifSegment(exifBlock([])), exifSegment(SOUND)])),
    'EXIF twice, first empty': first(Buffer.concat([exifSegment(Buffer.alloc(0)), exifSegment(SOUND)])),
    'EXIF twice, first no TIFF': first(Buffer.concat([exifSegment(Buffer.from('nothing')), exifSegment(SOUND)])),
    'EXIF twice, first beyond its values': first(
      Buffer.concat([exifSegment(exifBlock([turnedTo(9)])), exifSegment(SOUND)]),
    ),
    'EXIF in another application’s segment': first(segment(0xe2, PREFIX, SOUND)),
    'EXIF behind bytes of another name': first(segment(0xe1, Buffer.from('Other\0'), PREFIX, SOUND)),
    'EXIF with its name twice': first(segment(0xe1, PREFIX, PREFIX, SOUND)),
    'EXIF with its name in lower case': first(segment(0xe1, Buffer.from('exif\0\0'), SOUND)),
    'EXIF behind fill bytes': first(Buffer.concat([Buffer.of(0xff, 0xff, 0xff), exifSegment(SOUND)])),
    'EXIF with bytes behind it': first(exifSegment(Buffer.concat([SOUND, Buffer.alloc(4000, 0xaa)]))),
    'EXIF of the longest segment': first(exifSegment(Buffer.concat([SOUND, Buffer.alloc(65_527 - SOUND.length)]))),
    'EXIF with its directory behind 60 kB': first(exifSegment(exifBlock([turnedTo(6)], { at: 60_000 }))),
    'EXIF in an empty segment': first(Buffer.concat([segment(0xe1), exifSegment(SOUND)])),
    ...Object.fromEntries(
      [2, 3, 4, 5, 7, 8].map(value => [`orientation ${value}`, first(exifSegment(exifBlock([turnedTo(value)])))]),
    ),
  }
}

/** A profile as ImageMagick writes it: a name, a length, lines of hexadecimal digits. */
function rawProfile(name: string, profile: Uint8Array): Buffer {
  const lines = Buffer.from(profile).toString('hex').replaceAll(/.{72}/g, '$&\n')
  return Buffer.from(`\n${name}\n${String(profile.length).padStart(8)}\n${lines}\n`, 'latin1')
}

const text = (keyword: string, body: Uint8Array) => chunk('tEXt', Buffer.concat([Buffer.from(`${keyword}\0`), body]))
const compressedText = (keyword: string, body: Uint8Array) =>
  chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(body)]))
const internationalText = (keyword: string, body: Uint8Array, compressed: boolean) =>
  chunk(
    'iTXt',
    Buffer.concat([
      Buffer.from(`${keyword}\0`),
      Buffer.of(compressed ? 1 : 0, 0, 0, 0),
      compressed ? deflateSync(body) : body,
    ]),
  )

/** PNGs that differ in where and how their EXIF lies. */
export function pngsWithExif(png: Buffer): Record<string, Buffer> {
  const first = (bytes: Buffer) => Buffer.concat([png.subarray(0, 33), bytes, png.subarray(33)])
  const last = (bytes: Buffer) => Buffer.concat([png.subarray(0, -12), bytes, png.subarray(-12)])
  const profile = rawProfile('exif', Buffer.concat([PREFIX, SOUND]))
  return {
    'eXIf before the pixels': first(chunk('eXIf', SOUND)),
    'eXIf behind the pixels': last(chunk('eXIf', SOUND)),
    'eXIf with the name of JPEG': first(chunk('eXIf', Buffer.concat([PREFIX, SOUND]))),
    'eXIf twice': first(Buffer.concat([chunk('eXIf', SOUND), chunk('eXIf', MIRRORED)])),
    'eXIf before and behind': Buffer.concat([
      first(chunk('eXIf', MIRRORED)).subarray(0, -12),
      chunk('eXIf', SOUND),
      png.subarray(-12),
    ]),
    'eXIf with a wrong checksum': first(chunk('eXIf', SOUND, { wrong: true })),
    'eXIf that is empty': first(chunk('eXIf')),
    'eXIf that is damaged': first(chunk('eXIf', DAMAGED_EXIF['a text beyond the block']?.[0] ?? Buffer.alloc(0))),
    'a raw profile of EXIF': first(text('Raw profile type exif', profile)),
    'a raw profile of EXIF, compressed': first(compressedText('Raw profile type exif', profile)),
    'a raw profile of APP1': first(
      compressedText('Raw profile type APP1', rawProfile('generic', Buffer.concat([PREFIX, SOUND]))),
    ),
    'a raw profile of XMP': first(compressedText('Raw profile type xmp', rawProfile('xmp', XMP_TURNED))),
    XMP: first(internationalText('XML:com.adobe.xmp', XMP_TURNED, false)),
    'XMP, compressed': first(internationalText('XML:com.adobe.xmp', XMP_TURNED, true)),
    'eXIf beside XMP': first(
      Buffer.concat([chunk('eXIf', SOUND), internationalText('XML:com.adobe.xmp', XMP_TURNED, true)]),
    ),
  }
}

const offset = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** AVIFs that differ in how their EXIF lies, and in what the container says itself. */
export function avifsWithExif(still: Buffer): Record<string, Buffer> {
  return {
    'EXIF alone': avifWith(still, { exif: Buffer.concat([offset(0), SOUND]) }),
    'EXIF behind the name of JPEG': avifWith(still, { exif: Buffer.concat([offset(6), PREFIX, SOUND]) }),
    'EXIF behind a name that its offset forgets': avifWith(still, { exif: Buffer.concat([offset(0), PREFIX, SOUND]) }),
    'EXIF with an offset beyond it': avifWith(still, { exif: Buffer.concat([offset(9999), SOUND]) }),
    'EXIF without an offset': avifWith(still, { exif: SOUND }),
    'EXIF of three bytes': avifWith(still, { exif: Buffer.from('abc') }),
    'EXIF without a TIFF': avifWith(still, { exif: Buffer.from('nothing at all') }),
    XMP: avifWith(still, { xmp: XMP_TURNED }),
    'a turn': avifWith(still, { irot: 3 }),
    'a turn beside the EXIF that says so': avifWith(still, { irot: 3, exif: Buffer.concat([offset(0), SOUND]) }),
    'a turn beside EXIF that says another': avifWith(still, { irot: 1, exif: Buffer.concat([offset(0), SOUND]) }),
    'a mirror beside EXIF': avifWith(still, { imir: 1, exif: Buffer.concat([offset(0), SOUND]) }),
    'a turn and a mirror': avifWith(still, { irot: 1, imir: 0 }),
  }
}

const riffChunk = (name: string, body: Uint8Array) => {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

/** WebPs that differ in where and how their EXIF lies, with the orientation that it says. */
export function webpsWithExif(
  webp: Buffer,
  width: number,
  height: number,
): Record<string, { bytes: Buffer; orientation: number }> {
  const [EXIF_FLAG, XMP_FLAG] = [8, 4]
  const picture = webp.subarray(12)
  const extended = (flags: number) => {
    const body = Buffer.alloc(10)
    body[0] = flags
    body.writeUIntLE(width - 1, 4, 3)
    body.writeUIntLE(height - 1, 7, 3)
    return riffChunk('VP8X', body)
  }
  const riff = (...chunks: Buffer[]) => {
    const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
    const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body])
  }
  const turned = (...chunks: Buffer[]) => ({ bytes: riff(...chunks), orientation: 6 })
  const upright = (...chunks: Buffer[]) => ({ bytes: riff(...chunks), orientation: 1 })
  const exif = riffChunk('EXIF', SOUND)
  return {
    'EXIF behind the picture': turned(extended(EXIF_FLAG), picture, exif),
    'EXIF before the picture': turned(extended(EXIF_FLAG), exif, picture),
    'EXIF with the name of JPEG': turned(
      extended(EXIF_FLAG),
      picture,
      riffChunk('EXIF', Buffer.concat([PREFIX, SOUND])),
    ),
    'EXIF that no flag announces': turned(extended(0), picture, exif),
    'EXIF twice': turned(extended(EXIF_FLAG), picture, exif, riffChunk('EXIF', MIRRORED)),
    'EXIF behind XMP': turned(extended(EXIF_FLAG | XMP_FLAG), picture, riffChunk('XMP ', XMP_TURNED), exif),
    'EXIF without an extended header': turned(picture, exif),
    'a flag without EXIF': upright(extended(EXIF_FLAG), picture),
    XMP: upright(extended(XMP_FLAG), picture, riffChunk('XMP ', XMP_TURNED)),
  }
}
