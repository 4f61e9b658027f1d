import { readFileSync } from 'node:fs'
import { ImageEngine, inspect } from '@lazy-image/core'
import { lazyImageService } from '@lazy-image/vite-plugin/astro'
import { fingerprintOf, transformImage } from '@lazy-image/vite-plugin/astro/engine'
import { describe, expect, test } from 'vitest'

const PHOTO = readFileSync(new URL('../../packages/core/test/fixtures/pattern.jpg', import.meta.url))
const DRAWING = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>',
)
const CONFIG = { service: lazyImageService() }

async function made(transform: Parameters<typeof transformImage>[1], config = CONFIG) {
  const { data, format } = await transformImage(PHOTO, transform, config)
  const { width, height, format: found } = await inspect(data)
  return { width, height, format, found }
}

describe('an image of Astro', () => {
  test('has the size and format that are asked for, in every way of fitting that Astro names', async () => {
    const source = await inspect(PHOTO)
    const ratio = source.width / source.height
    const box = { src: '/a.jpg', width: 20, height: 10, format: 'webp' }
    const inside =
      ratio > 2 ? { width: 20, height: Math.round(20 / ratio) } : { width: Math.round(10 * ratio), height: 10 }
    const outside =
      ratio > 2 ? { width: Math.round(10 * ratio), height: 10 } : { width: 20, height: Math.round(20 / ratio) }
    const sizes = {
      cover: { width: 20, height: 10 },
      fill: { width: 20, height: 10 },
      contain: inside,
      inside,
      'scale-down': inside,
      none: outside,
      outside,
    }
    for (const [fit, size] of Object.entries(sizes)) {
      expect(await made({ ...box, fit }), fit).toEqual({ ...size, format: 'webp', found: 'webp' })
    }
    expect(await made({ ...box, fit: null })).toMatchObject({ width: 20, height: 10 })
    expect(await made({ src: '/a.jpg', width: 20, format: 'avif' })).toMatchObject({ width: 20, found: 'avif' })
    expect(await made({ src: '/a.jpg', height: 10, format: 'jpg' })).toMatchObject({ height: 10, found: 'jpeg' })
  })

  test('is never larger than its source', async () => {
    const { width } = await inspect(PHOTO)
    expect(await made({ src: '/a.jpg', width: width * 2, format: 'webp' })).toMatchObject({ width })
  })

  test('is what the engine makes of the same words: quality in numbers, text and words, position, background', async () => {
    const { data } = await transformImage(
      PHOTO,
      { src: '/a.jpg', width: 20, height: 20, format: 'jpeg', quality: 'low', position: '100% 0%', background: '#fff' },
      CONFIG,
    )
    const same = await ImageEngine.from(PHOTO)
      .resize({ width: 20, height: 20, fit: 'cover', position: { x: 1, y: 0 }, withoutEnlargement: true })
      .flatten('#fff')
      .toBuffer('jpeg', 25)
    expect(Buffer.from(data).equals(same)).toBe(true)
    const sized = async (quality: number | string) =>
      (await transformImage(PHOTO, { src: '/a.jpg', format: 'webp', quality }, CONFIG)).data.length
    expect(await sized('30')).toBe(await sized(30))
    expect(await sized('max')).toBe(await sized(100))
    expect(await sized('low')).toBeLessThan(await sized('high'))
    // A format without one takes no notice.
    expect(await made({ src: '/a.jpg', width: 20, format: 'png', quality: 'low' })).toMatchObject({ found: 'png' })
  })

  test('stays a drawing where it is one, and becomes a picture only where Astro allows it', async () => {
    const kept = await transformImage(DRAWING, { src: '/a.svg', format: 'svg' }, CONFIG)
    expect([kept.format, Buffer.from(kept.data).equals(DRAWING)]).toEqual(['svg', true])
    const asked = { src: '/a.svg', width: 20, format: 'png' }
    await expect(transformImage(DRAWING, asked, CONFIG)).rejects.toThrow(/\/a\.svg.*dangerouslyProcessSVG/)
    const { data } = await transformImage(DRAWING, asked, { ...CONFIG, dangerouslyProcessSVG: true })
    expect(await inspect(data)).toMatchObject({ format: 'png', width: 20, height: 10 })
  })

  test('is refused in a sentence where its bytes are none', async () => {
    await expect(
      transformImage(Buffer.from('nothing'), { src: '/a.jpg', format: 'webp' }, CONFIG),
    ).rejects.toMatchObject({
      code: 'SOURCE_NOT_AN_IMAGE',
    })
  })

  test('is another file where settings make other bytes', () => {
    const of = (...parameters: Parameters<typeof lazyImageService>) =>
      fingerprintOf({ service: lazyImageService(...parameters) })
    expect(of({ effort: 'draft' })).not.toBe(of())
    expect(of({})).toBe(of())
  })
})
