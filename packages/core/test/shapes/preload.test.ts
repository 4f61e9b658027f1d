import { describe, expect, test } from 'vitest'
import { type PictureValue, preloadLinks } from '../../../components/dist/index.js'
import { evaluated } from '../support/evaluated.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const { pipeline } = recordedPipeline({
  presets: {
    art: {
      w: [40, 80],
      format: ['avif', 'jpg'],
      sources: [
        { media: '(max-width: 600px) and (orientation: portrait)', w: [30, 60], h: 90 },
        { media: '(prefers-color-scheme: dark)', invert: true },
      ],
    },
    printed: { w: [40, 80], format: ['avif', 'jpg'], sources: [{ media: 'print', w: [30, 60], h: 90 }] },
  },
})

const linksOf = async (request: string) => {
  const { links } = (await evaluated(`${request}&as=preload`, pipeline)) as { links: Record<string, string>[] }
  return links
}

describe('as=preload is', () => {
  test('one link with all widths of the first format', async () => {
    expect(await linksOf('pattern.jpg?w=40;80&format=avif;webp;jpg&sizes=50vw')).toEqual([
      {
        rel: 'preload',
        as: 'image',
        imagesrcset: '/pattern-40x27.avif 40w, /pattern-80x53.avif 80w',
        imagesizes: '50vw',
        type: 'image/avif',
        fetchpriority: 'high',
      },
    ])
  })

  test('without sizes that the browser would measure, or that densities do not need', async () => {
    const sizesOf = async (query: string) => (await linksOf(`pattern.jpg?${query}`))[0]?.['imagesizes']
    expect(await sizesOf('w=40;80&sizes=auto,%2050vw')).toBe('50vw')
    expect(await sizesOf('w=40;80&sizes=auto')).toBe('100vw')
    expect(await sizesOf('w=40;80')).toBe('100vw')
    expect(await sizesOf('w=40&densities=1x;2x')).toBeUndefined()
  })

  test('the URL where there is one image', async () => {
    expect(await linksOf('pattern.jpg?w=40')).toEqual([
      { rel: 'preload', as: 'image', href: '/pattern-40x27.jpg', type: 'image/jpeg', fetchpriority: 'high' },
    ])
  })

  test('a link for each screen, of which one at most is met', async () => {
    const media = (await linksOf('pattern.jpg?preset=art')).map(link => link['media'])
    expect(media).toEqual([
      '(max-width: 600px) and (orientation: portrait)',
      '(not ((max-width: 600px) and (orientation: portrait))) and (prefers-color-scheme: dark)',
      '(not ((max-width: 600px) and (orientation: portrait))) and (not (prefers-color-scheme: dark))',
    ])
  })

  test.each(['w=40;80&format=avif;jpg', 'w=40;80&format=avif;jpg&sizes=auto,%2030vw', 'preset=art', 'preset=printed'])(
    'what @lazy-image/components makes of as=picture: %s',
    async query => {
      const src = (await evaluated(`pattern.jpg?${query}&as=picture`, pipeline)) as unknown as PictureValue
      expect(await linksOf(`pattern.jpg?${query}`)).toEqual(preloadLinks({ src }))
    },
  )
})
