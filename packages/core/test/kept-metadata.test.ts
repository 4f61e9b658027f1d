import { ImageEngine, type KeptMetadata, type MetadataOptions, type OutputFormat } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixtureBytes } from './support/fixture.js'
import { ARTIST, CAMERA, LATITUDE, withExif } from './support/with-exif.js'

const photo = () => ImageEngine.from(withExif(fixtureBytes('pattern.jpg'))).resize(60)

/** What of the source's metadata is in an output. */
async function keptOf(format: OutputFormat, what?: KeptMetadata | MetadataOptions): Promise<string> {
  const bytes = await (what === undefined ? photo() : photo().keepMetadata(what)).toBuffer(format)
  const parts = { artist: ARTIST, camera: CAMERA, position: LATITUDE }
  return Object.entries(parts)
    .filter(([, part]) => bytes.includes(part))
    .map(([name]) => name)
    .join(' ')
}

describe.each(['jpeg', 'png', 'webp', 'avif'] as const)('of the metadata of a photograph, %s', format => {
  test.each<[string, KeptMetadata | MetadataOptions | undefined, string]>([
    ['nothing where nothing is said', undefined, ''],
    ['nothing for none', 'none', ''],
    ['no EXIF for icc', 'icc', ''],
    ['names alone for copyright', 'copyright', 'artist'],
    ['all but the position for exif', 'exif', 'artist camera'],
    ['all of it for all', 'all', 'artist camera position'],
    ['no EXIF by options that do not name it', {}, ''],
    ['all but the position by options', { exif: true }, 'artist camera'],
    ['the position too where it is not to be stripped', { exif: true, stripGps: false }, 'artist camera position'],
    ['nothing without either', { icc: false }, ''],
  ])('keeps %s', async (_, what, kept) => {
    expect(await keptOf(format, what)).toBe(kept)
  })
})

describe('keepMetadata', () => {
  test('without an argument keeps all of EXIF but the position', async () => {
    expect(await photo().keepMetadata().toBuffer('jpeg')).toEqual(await photo().keepMetadata('exif').toBuffer('jpeg'))
  })

  test.each(['gif', 'tiff'] as const)('is refused for %s, which would lose it', async format => {
    await expect(photo().keepMetadata('icc').toBuffer(format)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(`keepMetadata has no effect on ${format}`),
    })
  })
})
