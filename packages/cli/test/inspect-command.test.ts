import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { run } from './support/run.js'

const FOLDER = fileURLToPath(new URL('../../core/test/fixtures', import.meta.url))

describe('lazy-image inspect', () => {
  test('tells a line of JSON for each image, and where it was taken only when asked', async () => {
    const { code, said } = await run(FOLDER, 'inspect', 'writers/exiftool.jpg', 'small.png')
    const [photo, small] = said.split('\n').map(line => JSON.parse(line))
    expect(code).toBe(0)
    expect(photo).toMatchObject({
      file: 'writers/exiftool.jpg',
      format: 'jpeg',
      orientation: 6,
      photo: { make: 'Canon' },
    })
    expect(photo.photo).not.toHaveProperty('position')
    expect(small).toMatchObject({ file: 'small.png', width: 64, height: 48, photo: { date: null, keywords: [] } })
    const placed = await run(FOLDER, 'inspect', '--position', 'writers/exiftool.jpg')
    expect(JSON.parse(placed.said).photo.position).toEqual({ latitude: 48.2083, longitude: 16.3731, altitude: null })
  })

  test('tells what cannot be read, and all others', async () => {
    const { code, said, complained } = await run(FOLDER, 'inspect', 'PROVENANCE.md', 'small.png', 'nowhere.jpg')
    expect(code).toBe(1)
    expect(JSON.parse(said)).toMatchObject({ file: 'small.png' })
    expect(complained.split('\n')).toEqual([
      expect.stringContaining('[SOURCE_NOT_AN_IMAGE]'),
      expect.stringContaining('[SOURCE_NOT_FOUND]'),
    ])
  })

  test('needs an image', async () => {
    expect(await run(FOLDER, 'inspect')).toEqual({
      code: 2,
      said: '',
      complained: 'lazy-image: inspect needs the path of an image',
    })
  })
})
