import { readdirSync, readFileSync } from 'node:fs'
import { ImageEngine, type InspectedPhoto, inspect } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'

/** What exiftool read off a picture, by its names with their groups. */
type Read = Readonly<Record<string, unknown>>

interface Expected {
  source: Read
  /** Off what the engine makes of it with all of its metadata; by format where they differ. */
  outputs: Read | Readonly<Record<string, Read>>
}

const FOLDER = fixture('writers')
const EXPECTED: Readonly<Record<string, Expected>> = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8'))
const FILES = readdirSync(FOLDER).filter(name => name in EXPECTED)

/** What the engine reads, in exiftool's words. */
function inItsWords(photo: InspectedPhoto | undefined): Read {
  if (photo === undefined) throw new Error('inspect told nothing of the photograph')
  const { position } = photo
  return {
    'IFD0:Make': photo.make,
    'IFD0:Model': photo.model,
    'ExifIFD:LensModel': photo.lens,
    'ExifIFD:FocalLength': photo.focalLength,
    'ExifIFD:FNumber': photo.aperture,
    'ExifIFD:ExposureTime': photo.exposureTime,
    'ExifIFD:ISO': photo.iso,
    'XMP-dc:Title': photo.title,
    'XMP-dc:Description': photo.caption,
    'XMP-dc:Subject': photo.keywords,
    'XMP-xmp:Rating': photo.rating,
    'Composite:GPSPosition': position && `${position.latitude} ${position.longitude}`,
  }
}

/** What exiftool has of the same names; a text of IPTC or EXIF where there is no XMP. */
function told(read: Read): Read {
  const or = (...names: string[]) => names.map(name => read[name]).find(value => value !== undefined) ?? null
  const subject = or('XMP-dc:Subject', 'IPTC:Keywords') ?? []
  return {
    'IFD0:Make': or('IFD0:Make'),
    'IFD0:Model': or('IFD0:Model'),
    'ExifIFD:LensModel': or('ExifIFD:LensModel'),
    'ExifIFD:FocalLength': or('ExifIFD:FocalLength'),
    'ExifIFD:FNumber': or('ExifIFD:FNumber'),
    'ExifIFD:ExposureTime': or('ExifIFD:ExposureTime'),
    'ExifIFD:ISO': or('ExifIFD:ISO'),
    'XMP-dc:Title': or('XMP-dc:Title', 'IPTC:ObjectName', 'IFD0:XPTitle'),
    'XMP-dc:Description': or('XMP-dc:Description', 'ExifIFD:UserComment'),
    'XMP-dc:Subject': Array.isArray(subject) ? subject : [subject],
    'XMP-xmp:Rating': or('XMP-xmp:Rating'),
    'Composite:GPSPosition': or('Composite:GPSPosition'),
  }
}

function isOne(outputs: Expected['outputs']): outputs is Read {
  return !Object.keys(outputs).includes('jpeg')
}

describe.each(FILES)('of %s', name => {
  const bytes = readFileSync(`${FOLDER}/${name}`)
  const { source, outputs } = EXPECTED[name] ?? { source: {}, outputs: {} }

  test('what exiftool reads is read', async () => {
    const { photo } = await inspect(bytes, { photo: true, position: true })
    expect(inItsWords(photo)).toEqual(told(source))
  })

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('all is kept in %s as exiftool found it there', async format => {
    const made = await ImageEngine.from(bytes).keepMetadata('all').resize(12).toBuffer(format)
    const { photo, orientation } = await inspect(made, { photo: true, position: true })
    const read = isOne(outputs) ? outputs : (outputs[format] ?? {})
    expect(inItsWords(photo)).toEqual(told(read))
    expect(orientation).toBe(read['IFD0:Orientation'] ?? 1)
  })

  test('exiftool had nothing to warn of in an output, and found it upright, without a thumbnail, of its own size', () => {
    for (const read of isOne(outputs) ? [outputs] : Object.values(outputs as Record<string, Read>)) {
      expect(read['ExifTool:Warning']).toBeUndefined()
      expect(read['IFD0:Orientation'] ?? 1).toBe(1)
      expect(read['XMP-tiff:Orientation'] ?? 1).toBe(1)
      expect(read['ExifIFD:ExifImageWidth'] ?? 12).toBe(12)
      expect(Object.keys(read).filter(key => key.startsWith('IFD1:'))).toEqual([])
    }
  })
})
