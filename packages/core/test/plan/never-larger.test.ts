import { describe, expect, test } from 'vitest'
import { makeVariant, planImage } from '../../dist/plan/make-plan.js'
import type { SourceInfo } from '../../dist/plan/source-info.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const { pipeline } = recordedPipeline()

async function orSource(request: string, own = pipeline): Promise<boolean | undefined> {
  return (await planned(own, request)).plan.images[0]?.variant.orSource
}

describe('the source itself may stand in for an output that would be larger', () => {
  test.each([
    'pattern.jpg?format=jpg',
    'pattern.jpg?quality=90',
    'pattern.jpg?w=1200',
    'pattern.jpg?w=5000',
    'pattern.jpg?w=1200&h=800',
    'pattern.jpg?w=1200&h=800&fit=contain',
    'pattern.jpg?crop=0,0,100%,100%',
    'pattern.jpg?rotate=360',
    'pattern.jpg?noAutoOrient',
    'small.png?format=png',
    'alpha.png?effort=max',
    // What is said beside the pixels is taken out of the file, or kept in it.
    'pattern.jpg?keepMetadata=all',
    'pattern.jpg?keepMetadata=copyright',
    'pattern.jpg?colorspace=keep',
  ])('when format, size and every pixel are its own: %s', async request => {
    expect(await orSource(request)).toBe(true)
  })

  test.each([
    'pattern.jpg?w=1199',
    'pattern.jpg?format=webp',
    'pattern.jpg?format=png',
    'pattern.jpg?crop=1,0,1199,800',
    'pattern.jpg?w=1200&h=700',
    'pattern.jpg?w=1200&h=900&fit=contain',
    'pattern.jpg?w=1200&h=700&fit=fill',
    'small.png?w=100&allowUpscale',
    'pattern.jpg?trim',
    'pattern.jpg?flip',
    'pattern.jpg?rotate=180',
    'pattern.jpg?grayscale',
    'pattern.jpg?blur',
    'alpha.png?flatten',
    // What is said of the file beside its pixels would not be as asked.
    'pattern.jpg?progressive',
    'pattern.jpg?progressive=false',
    'pattern.jpg?colorspace=p3',
    // Its EXIF orientation would be lost with its metadata, or be applied by the browser although it must not.
    'rotated.jpg?format=jpg',
    'rotated.jpg?noAutoOrient',
  ])('but not otherwise: %s', async request => {
    expect(await orSource(request)).toBe(false)
  })

  test('unless the option forbids it', async () => {
    const { pipeline: own } = recordedPipeline({ neverLarger: false })
    expect(await orSource('pattern.jpg?format=jpg', own)).toBe(false)
  })

  test('which is part of the key, because it changes bytes', async () => {
    const keyOf = async (neverLarger: boolean) => {
      const { pipeline: own } = recordedPipeline({ neverLarger })
      const [image] = (await planned(own, 'pattern.jpg?format=jpg')).plan.images
      return image?.recipe.key
    }
    expect(await keyOf(true)).not.toBe(await keyOf(false))
  })

  test('but not of a chain of ImageEngine, which asks for an encode', async () => {
    const { source } = (await planned(pipeline, 'pattern.jpg?format=jpg')).plan
    expect(makeVariant({}, 'jpeg', source).orSource).toBe(false)
  })

  test('and not where it would be turned, or its frames would be lost', async () => {
    const { source } = (await planned(pipeline, 'pattern.jpg?format=jpg')).plan
    const may = (change: Partial<SourceInfo>, selection = {}) =>
      planImage(selection, { ...source, ...change }, { neverLarger: true, fingerprint: '' }).variant.orSource
    expect(may({})).toBe(true)
    // Whether it means sRGB shows only when its pixels are there.
    expect(may({ hasProfile: true })).toBe(true)
    expect(may({ orientation: 3 })).toBe(false)
    expect(may({ format: 'gif', frames: 3 })).toBe(true)
    expect(may({ format: 'gif', frames: 3 }, { animated: false })).toBe(false)
    expect(may({ format: 'webp', frames: 3 }, { animated: true })).toBe(true)
    // Written as another format: there is no file of that to stand in.
    for (const format of ['svg', 'bmp', 'ico', 'jxl'] as const) expect(may({ format })).toBe(false)
  })
})
