import { type PlainValue, transformImport } from '@lazy-image/core'
import { expect, test } from 'vitest'
import { DEFAULT_ENGINE_LIMITS } from '../../dist/chain/engine-limits.js'
import { probe } from '../../dist/engine/engine.js'
import { LazyImageError } from '../../dist/errors.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const { pipeline } = recordedPipeline()

interface Facts {
  format: string
  width: number
  height: number
  size: number
  space: string
  hasAlpha: boolean
  hasProfile: boolean
  isProgressive: boolean
  frames: number
}

/** Cannot catch what a PNG encoder makes of grey pixels with alpha: whichever of its colour types is smallest. */
test.each([
  'pattern.jpg?w=40',
  'pattern.jpg?w=40&h=30&crop=10%,10%,50%,50%',
  'pattern.jpg?w=40&trim',
  'pattern.jpg?w=40&rotate=45',
  'pattern.jpg?w=40&rotate=45&background=transparent&format=webp',
  'pattern.jpg?w=40&rotate=90&progressive',
  'pattern.jpg?w=40&format=png&progressive',
  'pattern.jpg?w=40&h=40&contain&background=ff000080&format=png',
  'pattern.jpg?w=40&grayscale',
  'pattern.jpg?w=40&grayscale&format=png',
  'pattern.jpg?w=40&grayscale&format=tiff',
  'pattern.jpg?w=40&grayscale&format=webp',
  'pattern.jpg?w=40&colorspace=p3&format=webp',
  'pattern.jpg?w=40&format=avif',
  'pattern.jpg?w=40&format=gif',
  'rotated.jpg?w=40',
  'rotated.jpg?w=40&noAutoOrient',
  'alpha.png?w=40',
  'alpha.png?w=40&flatten',
  'alpha.png?w=40&format=jpg&background=red',
  'alpha.png?w=40&format=avif',
  'alpha.png?w=40&format=tiff',
  'alpha.png?w=40&format=gif',
  'grey.png?w=16',
  'grey.png?w=16&format=jpg',
  'grey.png?w=16&format=tiff',
  'grey.png?w=16&format=gif',
  'grey.png?w=16&tint=red',
  'grey.png?w=16&hue=40',
  'grey.png?w=16&h=20&contain&background=red',
  'grey.png?w=16&rotate=45&background=red',
])('as=metadata tells what is in the file that is made: %s', async request => {
  const { assets } = await transformImport(pipeline, request)
  const [asset] = assets
  if (asset === undefined) throw new Error('no file')
  const [probed] = await probe([{ bytes: asset.data }], DEFAULT_ENGINE_LIMITS, { contentHash: false })
  if (probed === undefined || probed instanceof LazyImageError) throw probed ?? new Error('no header')
  const { header } = probed
  const told = (await transformImport(pipeline, `${request}&as=metadata`)).value as {
    readonly [key: string]: PlainValue
  }
  const { width, height, size, space, hasAlpha, hasProfile, isProgressive, frames } = told as unknown as Facts
  expect({ width, height, size, space, hasAlpha, hasProfile, isProgressive, frames }).toEqual({
    width: header.orientedWidth,
    height: header.orientedHeight,
    size: asset.data.length,
    // Grey pixels that were colours are stored without them, and still counted as sRGB.
    space: header.colourSpace === 'gray' && !request.includes('grayscale') ? 'b-w' : 'srgb',
    hasAlpha: header.hasAlpha,
    hasProfile: header.hasProfile,
    isProgressive: header.isProgressive,
    frames: header.frames,
  })
  expect(told['mediaType']).toBe(`image/${header.format}`)
})
