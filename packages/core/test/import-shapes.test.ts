import { describe, expect, test } from 'vitest'
import { importedValue, importRequest } from './support/import-request.js'

/** The contract's table of shapes, over a source of 1200×800. */
const shapes: [string, unknown][] = [
  ['w=400&format=webp', '/assets/pattern-HASH.webp'],
  ['w=400&format=webp&as=url', '/assets/pattern-HASH.webp'],
  ['w=200;400&format=webp', ['/assets/pattern-HASH.webp', '/assets/pattern-HASH.webp']],
  ['w=200;400&format=webp&as=srcset', '/assets/pattern-HASH.webp 200w, /assets/pattern-HASH.webp 400w'],
  ['w=400&format=webp&as=srcset', '/assets/pattern-HASH.webp 400w'],
  ['w=400;200&format=webp&as=srcset', '/assets/pattern-HASH.webp 400w, /assets/pattern-HASH.webp 200w'],
  ['w=400&format=webp&as=img', { src: '/assets/pattern-HASH.webp', w: 400, h: 267 }],
  [
    'w=200;400&format=webp&as=img',
    {
      src: '/assets/pattern-HASH.webp',
      w: 400,
      h: 267,
      srcset: '/assets/pattern-HASH.webp 200w, /assets/pattern-HASH.webp 400w',
    },
  ],
  [
    'w=200;400&format=avif;webp;jpg&as=picture',
    {
      sources: {
        avif: '/assets/pattern-HASH.avif 200w, /assets/pattern-HASH.avif 400w',
        webp: '/assets/pattern-HASH.webp 200w, /assets/pattern-HASH.webp 400w',
        jpeg: '/assets/pattern-HASH.jpg 200w, /assets/pattern-HASH.jpg 400w',
      },
      img: { src: '/assets/pattern-HASH.jpg', w: 400, h: 267 },
    },
  ],
  [
    'w=400&format=avif;webp;jpg&as=picture',
    {
      sources: { avif: '/assets/pattern-HASH.avif 400w', webp: '/assets/pattern-HASH.webp 400w' },
      img: { src: '/assets/pattern-HASH.jpg', w: 400, h: 267 },
    },
  ],
  [
    'w=200;400&format=webp&as=picture',
    {
      sources: { webp: '/assets/pattern-HASH.webp 200w, /assets/pattern-HASH.webp 400w' },
      img: { src: '/assets/pattern-HASH.webp', w: 400, h: 267 },
    },
  ],
  [
    'format=jpg;webp&w=200&as=picture',
    {
      sources: { jpeg: '/assets/pattern-HASH.jpg 200w' },
      img: { src: '/assets/pattern-HASH.webp', w: 200, h: 133 },
    },
  ],
  ['w=400&format=webp&as=metadata:src;width', { src: '/assets/pattern-HASH.webp', width: 400 }],
  ['w=200;400&format=webp&as=metadata:height', [{ height: 133 }, { height: 267 }]],
]

describe('an import evaluates to', () => {
  test.each(shapes)('the shape of the contract: %s', async (query, value) => {
    expect(await importedValue(`pattern.jpg?${query}`)).toEqual(value)
  })
})

describe('an import', () => {
  test('puts formats into a picture in order of first appearance', async () => {
    const { sources } = (await importedValue('pattern.jpg?w=40;60&format=webp;avif;jpg&as=picture')) as {
      sources: object
    }
    expect(Object.keys(sources)).toEqual(['webp', 'avif', 'jpeg'])
  })

  test('multiplies lists with the first key outermost', async () => {
    expect(await importedValue('pattern.jpg?w=40;60&format=webp;jpg&as=srcset')).toBe(
      '/assets/pattern-HASH.webp 40w, /assets/pattern-HASH.jpg 40w, /assets/pattern-HASH.webp 60w, /assets/pattern-HASH.jpg 60w',
    )
    expect(await importedValue('pattern.jpg?format=webp;jpg&w=40;60&as=srcset')).toBe(
      '/assets/pattern-HASH.webp 40w, /assets/pattern-HASH.webp 60w, /assets/pattern-HASH.jpg 40w, /assets/pattern-HASH.jpg 60w',
    )
  })

  test('names widths that a source does not reach once', async () => {
    expect(await importedValue('pattern.jpg?w=400;2000;3000&as=srcset')).toBe(
      '/assets/pattern-HASH.jpg 400w, /assets/pattern-HASH.jpg 1200w',
    )
  })

  test('keeps the extension of its source, in lower case, when no format is asked for', async () => {
    expect(await importedValue('small.png?w=20')).toBe('/assets/small-HASH.png')
    expect(await importedValue('pattern.jpg?w=20')).toBe('/assets/pattern-HASH.jpg')
  })

  test('counts widths and heights of the upright picture', async () => {
    expect(await importedValue('rotated.jpg?w=400&as=metadata:width;height')).toEqual({ width: 400, height: 600 })
    expect(await importedValue('rotated.jpg?h=1100&as=metadata:width;height')).toEqual({ width: 733, height: 1100 })
  })

  test('comes with exactly the files that its value names, in the sizes that it tells', async () => {
    const { value, assets } = await importRequest('pattern.jpg?w=200;400&format=avif;webp;jpg&as=picture')
    const named = [...JSON.stringify(value).matchAll(/\/assets\/([^ "]+)/g)].map(match => match[1])
    expect(new Set(named)).toEqual(new Set(assets.map(({ fileName }) => fileName)))
    expect(assets.map(({ mediaType, width, height }) => `${mediaType} ${width}×${height}`)).toEqual([
      'image/avif 200×133',
      'image/avif 400×267',
      'image/webp 200×133',
      'image/webp 400×267',
      'image/jpeg 200×133',
      'image/jpeg 400×267',
    ])
    for (const { data } of assets) expect(data.length).toBeGreaterThan(100)
  })

  test('that tells no URL comes with no file', async () => {
    const { value, assets } = await importRequest('pattern.jpg?w=40&as=metadata:width;height')
    expect({ value, assets }).toEqual({ value: { width: 40, height: 27 }, assets: [] })
  })
})

describe('metadata', () => {
  test('tells everything about the encoded image', async () => {
    const { value, assets } = await importRequest('pattern.jpg?w=400&format=webp&as=metadata')
    const [asset] = assets
    expect(value).toMatchObject({
      format: 'webp',
      mediaType: 'image/webp',
      size: asset?.data.length,
      width: 400,
      height: 267,
      space: 'srgb',
      channels: 3,
      depth: 'uchar',
      isProgressive: false,
      hasProfile: false,
      hasAlpha: false,
      src: `/assets/${asset?.fileName}`,
    })
  })

  test.each([
    ['alpha.png?w=30', { channels: 4, hasAlpha: true, space: 'srgb' }],
    ['alpha.png?w=30&format=jpg', { channels: 3, hasAlpha: false, space: 'srgb' }],
    ['grey.png?w=16', { channels: 1, hasAlpha: false, space: 'b-w' }],
    ['grey.png?w=16&format=webp', { channels: 3, hasAlpha: false, space: 'srgb' }],
  ])('tells the channels that are really in %s', async (request, facts) => {
    expect(await importedValue(`${request}&as=metadata:channels;hasAlpha;space`)).toEqual(facts)
  })
})
