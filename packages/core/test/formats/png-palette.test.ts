import { describe, expect, test } from 'vitest'
import type { PngEncoding } from '../../dist/formats/png.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const strict = recordedPipeline().pipeline
const compat = recordedPipeline({ strict: 'compat' }).pipeline

/** The palette and the key of the one png that a query asks for. */
async function pngOf(pipeline: typeof strict, query: string) {
  const { plan } = await planned(pipeline, `pattern.jpg?${query}`)
  const [image, ...others] = plan.images.filter(({ variant }) => variant.encoding.format === 'png')
  if (image === undefined || others.length > 0) throw new Error('not one png')
  const { palette } = image.variant.encoding as PngEncoding
  return { palette, key: image.recipe.key, image }
}

describe('a png', () => {
  test('is lossless beside others whose quality is said, and the same as without', async () => {
    const plain = await pngOf(strict, 'w=20&format=png')
    const beside = await pngOf(strict, 'w=20&format=avif;webp;png&quality=80')
    expect(plain.palette).toBeNull()
    expect(beside).toMatchObject({ palette: null, key: plain.key })
  })

  test('has a palette by quality where it may lose, and more is lost at a lower one', async () => {
    const errors = await Promise.all(
      [30, 80, 95, 100].map(async quality => {
        const { palette } = await pngOf(strict, `w=20&format=png&quality=${quality}&lossless=false`)
        expect(palette?.colours).toBe(256)
        return palette?.error
      }),
    )
    expect(errors).toEqual([56, 16, 4, 0])
    expect((await pngOf(strict, 'w=20&format=png&lossless=false')).palette).toBeNull()
  })

  test('has one in compat mode where a quality is said, as sharp has, and none where none is', async () => {
    const asked = await pngOf(strict, 'w=20&format=png&quality=80&lossless=false')
    const implied = await pngOf(compat, 'w=20&format=avif;webp;png&quality=80')
    expect(implied).toMatchObject({ palette: asked.palette, key: asked.key })
    expect((await pngOf(compat, 'w=20&format=png&effort=8')).palette).toBeNull()
  })

  test('is found again by the query that is printed for it', async () => {
    for (const pipeline of [strict, compat]) {
      const { image, key } = await pngOf(pipeline, 'w=20&format=png&quality=60&lossless=false')
      const again = await pipeline.plan(`${image.source.file}?${pipeline.queryOf(image)}`)
      expect(again?.plan.images.map(({ recipe }) => recipe.key)).toEqual([key])
    }
  })
})
