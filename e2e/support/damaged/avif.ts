import { numbers } from './png.js'

/** What a file holds beside its picture, in the order of its boxes. */
export interface AvifParts {
  /** The payload of an `Exif` item, its four bytes of `exif_tiff_header_offset` included. */
  exif?: Buffer
  /** A `mime` item. */
  xmp?: Buffer
  /** Quarter turns anticlockwise. */
  irot?: number
  /** 0 exchanges top and bottom, 1 left and right. */
  imir?: number
}

const short = (value: number) => Buffer.of(value >> 8, value & 255)
const box = (name: string, ...bodies: Uint8Array[]) => {
  const body = Buffer.concat(bodies)
  return Buffer.concat([numbers(body.length + 8), Buffer.from(name, 'latin1'), body])
}
const fullBox = (name: string, version: number, flags: number, ...bodies: Uint8Array[]) =>
  box(name, numbers(version * 0x100_0000 + flags), ...bodies)

/** The body of the first box of a name, wherever it lies. */
function bodyOf(file: Buffer, name: string): Buffer {
  const at = file.indexOf(name, 0, 'latin1')
  return file.subarray(at + 4, at - 4 + file.readUInt32BE(at - 4))
}

/** The still of an AVIF with one picture, in a file that says something more. */
export function avifWith(still: Buffer, { exif, xmp, irot, imir }: AvifParts): Buffer {
  const turns = [
    ...(irot === undefined ? [] : [box('irot', Buffer.of(irot))]),
    ...(imir === undefined ? [] : [box('imir', Buffer.of(imir))]),
  ]
  const properties = ['ispe', 'pixi', 'av1C', 'colr'].map(name => box(name, bodyOf(still, name)))
  const IS_ESSENTIAL = 0x80
  const associations = [1, 2, 3 | IS_ESSENTIAL, 4, ...turns.map((_, index) => (5 + index) | IS_ESSENTIAL)]
  const items = [
    { type: 'av01', mime: '', data: bodyOf(still, 'mdat') },
    ...(exif === undefined ? [] : [{ type: 'Exif', mime: '', data: exif }]),
    ...(xmp === undefined ? [] : [{ type: 'mime', mime: 'application/rdf+xml\0', data: xmp }]),
  ]
  const entries = items.map(({ type, mime }, index) =>
    fullBox('infe', 2, type === 'av01' ? 0 : 1, short(index + 1), short(0), Buffer.from(`${type}\0${mime}`, 'latin1')),
  )
  const describes = items.slice(1).map((_, index) => box('cdsc', short(index + 2), short(1), short(1)))
  const metaWith = (start: number) => {
    let at = start
    const locations = items.map(({ data }, index) => {
      const location = Buffer.concat([short(index + 1), short(0), short(1), numbers(at, data.length)])
      at += data.length
      return location
    })
    return fullBox(
      'meta',
      0,
      0,
      box('hdlr', bodyOf(still, 'hdlr')),
      fullBox('pitm', 0, 0, short(1)),
      fullBox('iloc', 0, 0, Buffer.of(0x44, 0), short(items.length), ...locations),
      fullBox('iinf', 0, 0, short(items.length), ...entries),
      ...(describes.length === 0 ? [] : [fullBox('iref', 0, 0, ...describes)]),
      box(
        'iprp',
        box('ipco', ...properties, ...turns),
        fullBox('ipma', 0, 0, numbers(1), short(1), Buffer.of(associations.length, ...associations)),
      ),
    )
  }
  const type = box('ftyp', bodyOf(still, 'ftyp'))
  const start = type.length + metaWith(0).length + 8
  return Buffer.concat([type, metaWith(start), box('mdat', ...items.map(({ data }) => data))])
}
