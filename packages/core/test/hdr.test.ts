import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImageEngine, inspect, inspectFile } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture, fixtureBytes } from './support/fixture.js'
import { warningsOf } from './support/plan-request.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { scratchFolder } from './support/scratch-folder.js'

/** Of the engine's tests. */
const IPHONE = readFileSync(new URL('../../../native/engine/tests/fixtures/gain-maps/iphone.jpg', import.meta.url))

const HDR = fixture('hdr.jpg')

async function codesOf(query: string): Promise<string[]> {
  return (await warningsOf(`hdr.jpg?${query}`)).map(({ code }) => code)
}

const { pipeline: usual } = recordedPipeline()

async function imagesOf(request: string) {
  return (await planned(usual, request)).plan.images
}

describe('the gain map of an HDR photograph', () => {
  test('is told by the header', async () => {
    const { gainMap } = await inspectFile(HDR)
    expect(gainMap).toEqual({
      width: 40,
      height: 30,
      channels: 1,
      minHeadroom: 0,
      maxHeadroom: expect.closeTo(2.3, 1),
    })
    expect((await inspect(fixtureBytes('pattern.jpg'))).gainMap).toBeNull()
  })

  test.each(['jpeg', 'avif'] as const)('comes along into %s when it is asked for, and only then', async format => {
    const photo = ImageEngine.fromPath(HDR).resize(80)
    const kept = await inspect(await photo.hdr('keep').toBuffer(format))
    expect(kept).toMatchObject({ width: 80, height: 60, gainMap: { width: 20, height: 15, channels: 1 } })
    for (const left of [photo, photo.hdr('drop')])
      expect((await inspect(await left.toBuffer(format))).gainMap).toBeNull()
  })

  test('has no place in other formats', async () => {
    await expect(ImageEngine.fromPath(HDR).hdr('keep').toBuffer('webp')).rejects.toMatchObject({
      message: expect.stringContaining(
        'hdr has no effect on webp, which has no place for a gain map; avif and jpeg do',
      ),
    })
  })

  test('is dropped with a word where nothing is said of it, and without where something is', async () => {
    expect(await codesOf('w=40')).toEqual(['HDR_LOST'])
    expect(await codesOf('w=40&format=webp;avif&as=picture')).toEqual(['HDR_LOST'])
    expect(await codesOf('w=40&format=auto')).toEqual(['HDR_LOST'])
    expect(await codesOf('w=40&hdr=drop')).toEqual([])
    expect(await codesOf('w=40&hdr=keep')).toEqual([])
    expect(await codesOf('w=40&format=avif;webp;jpg&hdr=keep&as=picture')).toEqual([])
    expect((await warningsOf('pattern.jpg?w=40')).map(({ code }) => code)).toEqual([])
  })

  test('decides what format=auto comes to', async () => {
    const { pipeline } = recordedPipeline({ autoFormats: ['webp', 'avif'] })
    const formatOf = async (request: string) =>
      (await planned(pipeline, request)).plan.images[0]?.variant.encoding.format
    expect(await formatOf('hdr.jpg?w=40&format=auto&hdr=keep')).toBe('avif')
    expect(await formatOf('pattern.jpg?w=9&format=auto&hdr=keep')).toBe('webp')
    const webpOnly = recordedPipeline({ autoFormats: ['webp'] }).pipeline
    await expect(planned(webpOnly, 'hdr.jpg?w=40&format=auto&hdr=keep')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    })
  })

  test('is part of an output’s key where it is kept, and of no other', async () => {
    const keysOf = async (request: string) => (await imagesOf(request)).map(({ recipe }) => recipe.key)
    expect(await keysOf('hdr.jpg?w=40&hdr=drop')).toEqual(await keysOf('hdr.jpg?w=40'))
    expect(await keysOf('hdr.jpg?w=40&hdr=keep')).not.toEqual(await keysOf('hdr.jpg?w=40'))
    expect(await keysOf('hdr.jpg?w=40&format=webp;jpg&hdr=keep')).toContain(
      (await keysOf('hdr.jpg?w=40&format=webp'))[0],
    )
    expect(await keysOf('pattern.jpg?w=40&hdr=keep')).toEqual(await keysOf('pattern.jpg?w=40'))
  })

  test('makes a picture that keeps it other than its source', async () => {
    const [image] = await imagesOf('hdr.jpg?hdr=keep')
    expect(image?.variant).toMatchObject({ hdr: 'keep', orSource: false })
  })

  test('is dropped with the importer told where an operation makes it wrong', async () => {
    const { pipeline, logger } = recordedPipeline()
    const planned = await pipeline.plan(`${HDR}?w=40;50&grayscale&hdr=keep`)
    await pipeline.render(planned?.plan.images.map(({ recipe }) => recipe) ?? [])
    expect(logger.warnings).toHaveLength(1)
    expect(logger.warnings[0]).toMatch(
      /hdr\.jpg: The HDR gain map is dropped: grayscale changes colours.*\[GAIN_MAP_DROPPED\]/,
    )
  })

  test('of Apple’s older kind is named, unless the map is dropped anyway', async () => {
    const root = scratchFolder()
    writeFileSync(join(root, 'iphone.jpg'), IPHONE)
    const { pipeline } = recordedPipeline({ root })
    const told = async (query: string) => (await pipeline.plan(`${root}/iphone.jpg?${query}`))?.warnings
    expect(await told('w=40')).toMatchObject([{ code: 'GAIN_MAP_DROPPED', message: expect.stringContaining('Apple') }])
    expect(await told('w=40&hdr=keep')).toMatchObject([{ code: 'GAIN_MAP_DROPPED' }])
    expect(await told('w=40&hdr=drop')).toEqual([])
  })
})
