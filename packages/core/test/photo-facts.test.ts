import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImageEngine, inspect, inspectFile, LazyImageError } from '@lazy-image/core'
import { loadImageTypes } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { scratchFolder } from './support/scratch-folder.js'

const PHOTO = 'writers/exiftool.jpg'

const WITHOUT_POSITION = {
  date: '2024-05-01T12:30:45.25+02:00',
  camera: 'Canon EOS 80D',
  make: 'Canon',
  model: 'Canon EOS 80D',
  lens: 'EF50mm f/1.8 STM',
  focalLength: 50,
  aperture: 2.8,
  exposureTime: 0.004,
  iso: 400,
  title: 'Brücke',
  caption: 'Eine Brücke bei Nacht',
  creators: ['Jane Doe'],
  copyright: '© 2024 Jane Doe',
  rating: 4,
  keywords: ['Brücke', 'Nacht'],
}
const POSITION = { latitude: 48.2083, longitude: 16.3731, altitude: null }

const { pipeline } = recordedPipeline()
const told = async (request: string) => (await planned(pipeline, request)).value

async function refusal(asked: Promise<unknown>): Promise<LazyImageError> {
  const error = await asked.catch((thrown: unknown) => thrown)
  if (error instanceof LazyImageError) return error
  throw new Error('nothing was refused')
}

describe('as=metadata with keys of a photograph', () => {
  test('tells them in their own order, beside facts of the output', async () => {
    expect(await told(`${PHOTO}?w=12&as=metadata:title;camera;width;date`)).toEqual({
      width: 12,
      date: WITHOUT_POSITION.date,
      camera: 'Canon EOS 80D',
      title: 'Brücke',
    })
    const keys = Object.keys(WITHOUT_POSITION).join(';')
    expect(await told(`${PHOTO}?w=12&as=metadata:${keys}`)).toEqual(WITHOUT_POSITION)
  })

  test('tells where it was taken only by name', async () => {
    expect(await told(`${PHOTO}?w=12&as=metadata:position`)).toEqual({ position: POSITION })
  })

  test('tells nothing of it without keys', async () => {
    const facts = await told(`${PHOTO}?w=12&as=metadata`)
    expect(Object.keys(facts ?? {})).toEqual([
      'format',
      'mediaType',
      'size',
      'width',
      'height',
      'space',
      'channels',
      'depth',
      'isProgressive',
      'hasProfile',
      'hasAlpha',
      'frames',
      'src',
    ])
  })

  test('tells null and empty lists where nothing is said, and each image of a list', async () => {
    const nothing = { title: null, keywords: [], position: null }
    expect(await told('small.png?w=10;20&as=metadata:title;keywords;position')).toEqual([nothing, nothing])
  })

  test.each([
    ['metadata:titel', 'title'],
    ['metadata:width;Camera', 'camera'],
    ['metadata:heigth', 'height'],
    ['metdata:title', 'metadata'],
  ])('suggests the nearest of what there is: %s', async (shape, nearest) => {
    const { code, message } = await refusal(planned(pipeline, `${PHOTO}?as=${shape}`))
    expect(code).toBe('DIRECTIVE_INVALID')
    expect(message).toContain(`did you mean ${nearest}?`)
  })

  test('is declared so that another picture makes no error', async () => {
    const root = scratchFolder()
    copyFileSync(fixture('small.png'), join(root, 'icon.png'))
    writeFileSync(
      join(root, 'a.ts'),
      "import { date, position } from './icon.png?as=metadata:date;creators;position'\n",
    )
    const { text } = await (await loadImageTypes(recordedPipeline({ root }).pipeline)).look()
    const code = text.replaceAll(/\s+/g, ' ')
    expect(code).toContain('date: string | null')
    expect(code).toContain('creators: string[]')
    expect(code).toContain('latitude: number; longitude: number; altitude: number | null')
  })
})

describe('inspect', () => {
  test('tells of a photograph what is asked for, of bytes, a file and a chain alike', async () => {
    const bytes = fixtureBytes(PHOTO)
    const { photo, ...header } = await inspect(bytes, { photo: true })
    expect(photo).toEqual(WITHOUT_POSITION)
    expect(await inspect(bytes)).toEqual(header)
    const whole = { ...header, photo: { ...WITHOUT_POSITION, position: POSITION } }
    const options = { photo: true, position: true }
    expect(await inspectFile(fixture(PHOTO), options)).toEqual(whole)
    expect(await ImageEngine.from(bytes).inspect(options)).toEqual(whole)
  })

  test.each<[object, string]>([
    [{ photo: 'yes' }, 'option photo of inspect must be true or false, but received "yes"'],
    [{ position: true }, 'option position of inspect must be asked for beside photo: true'],
    [{ foto: true }, 'an option of inspect must be one of photo, position, but received "foto"'],
  ])('refuses %o', async (options, message) => {
    expect((await refusal(inspect(fixtureBytes(PHOTO), options))).message).toContain(message)
  })

  test('refuses what is no image', async () => {
    expect((await refusal(inspect(Buffer.from('no image'), { photo: true }))).code).toBe('SOURCE_NOT_AN_IMAGE')
  })
})
