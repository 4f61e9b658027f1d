import { fileURLToPath } from 'node:url'
import { LazyImageError, type Options } from '@lazy-image/core'
import { Pipeline, type PlannedImage, widthOf } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { PLACES } from '../dist/images/places/places.js'

const FIXTURES = fileURLToPath(new URL('../../../e2e/fixtures', import.meta.url))

/** URLs that tell the output which they are for. */
const KNOWN = {
  url: (image: PlannedImage) => `/${image.formatName}-${widthOf(image)}`,
  read: (_: PlannedImage, reading: string) => `<${reading}>`,
}

async function placed(query: string, place: string, options: Options = {}) {
  const pipeline = new Pipeline({ cache: false, logger: { info: () => {}, warn: () => {} }, ...options }, FIXTURES)
  const planned = await pipeline.plan(`${FIXTURES}/a.jpg?${query}`)
  if (planned === null) throw new Error(`${query} asks for nothing`)
  return { planned, place }
}

/** What is said of a request that does not fit. */
async function refusal(write: () => unknown): Promise<string> {
  try {
    write()
  } catch (error) {
    if (error instanceof LazyImageError && error.code === 'PLACE_UNFIT') return error.message
    throw error
  }
  return 'fits'
}

describe('a place of one URL', () => {
  const write = async (query: string) => PLACES.url.write(await placed(query, '<a href>'), KNOWN)

  test('holds a request of one picture, as its URL or inline', async () => {
    expect(await write('w=40&format=webp')).toBe('/webp-40')
    expect(await write('w=40&inline')).toBe('<dataUri>')
    expect(await write('w=9000;9900')).toBe('/jpeg-1200')
  })

  test('refuses anything else, with what it came to', async () => {
    const refused = async (query: string) => {
      const request = await placed(query, '<a href>')
      return refusal(() => PLACES.url.write(request, KNOWN))
    }
    expect(await refused('w=40;80')).toBe(
      '<a href> has room for one URL, but the request comes to 2 pictures (jpeg 40 pixels wide, jpeg 80 pixels wide); ask for one picture, without as',
    )
    expect(await refused('w=40&as=picture')).toContain('comes to as=picture, elements of a page')
    expect(await refused('w=40&as=metadata')).toContain('comes to as=metadata, a value for code')
    expect(await refused('w=40&as=img')).toContain('comes to as=img;')
  })

  test('says which part of the query makes it more', async () => {
    const request = await placed('format=webp&w=40;80', '<a href>')
    const spans = await Promise.resolve()
      .then(() => PLACES.url.write(request, KNOWN))
      .catch((error: LazyImageError) => error.spans)
    expect(spans).toEqual([{ start: 12, end: 19 }])
  })
})

describe('a srcset', () => {
  const write = async (query: string, descriptor = '') =>
    PLACES.srcset.write({ ...(await placed(query, '<source srcset>')), descriptor }, KNOWN)

  test('gets each output with its width or density, and the sizes that widths need', async () => {
    expect(await write('w=40;80')).toEqual({ srcset: '/jpeg-40 40w, /jpeg-80 80w', sizes: '100vw' })
    expect(await write('w=40&densities=1;2')).toEqual({ srcset: '/jpeg-40 1x, /jpeg-80 2x', sizes: null })
    expect(await write('w=40;80&as=srcset&basePixels=40')).toEqual({ srcset: '/jpeg-40 1x, /jpeg-80 2x', sizes: null })
    expect(await write('w=40;80&as=img&sizes=50vw')).toEqual({ srcset: '/jpeg-40 40w, /jpeg-80 80w', sizes: '50vw' })
  })

  test('leaves the descriptor that is written behind one picture', async () => {
    expect(await write('w=40', '2x')).toEqual({ srcset: '/jpeg-40 2x', sizes: null })
    expect(await write('w=40')).toEqual({ srcset: '/jpeg-40', sizes: null })
  })

  test('refuses what a browser could not choose from', async () => {
    const refused = async (query: string, descriptor = '') => {
      const request = { ...(await placed(query, '<source srcset>')), descriptor }
      return refusal(() => PLACES.srcset.write(request, KNOWN))
    }
    expect(await refused('w=40;80', '2x')).toContain('leave 2x out')
    expect(await refused('w=40&format=avif;webp')).toContain('as=picture')
    expect(await refused('w=40&quality=50;80')).toContain('ask for one picture of each width')
    expect(await refused('w=40;80&as=html')).toContain('comes to as=html, elements of a page; leave as out')
  })
})

describe('an img element', () => {
  const write = async (query: string) => PLACES.picture.write(await placed(query, '<img src>'), KNOWN)

  test('has nothing but its source where one picture is asked for', async () => {
    expect(await write('w=40')).toEqual({ sources: [], img: { src: '/jpeg-40' } })
  })

  test('gets a srcset beside the widest of several', async () => {
    expect(await write('w=40;80')).toEqual({
      sources: [],
      img: { src: '/jpeg-80', srcset: '/jpeg-40 40w, /jpeg-80 80w', sizes: '100vw' },
    })
  })

  test('gets its size where the shape tells it, and what is shown until it is there', async () => {
    expect(await write('w=60&as=img&placeholder=color')).toEqual({
      sources: [],
      img: { src: '/jpeg-60', width: '60', height: '40', style: 'background-color:<colour>' },
    })
  })

  test('gets a source for each format', async () => {
    expect(await write('w=30;60&format=avif;webp&as=picture&sizes=50vw')).toEqual({
      sources: [
        { type: 'image/avif', srcset: '/avif-30 30w, /avif-60 60w', sizes: '50vw' },
        { type: 'image/webp', srcset: '/webp-30 30w, /webp-60 60w', sizes: '50vw' },
      ],
      img: { src: '/webp-60', width: '60', height: '40' },
    })
  })

  test('says what the query says of the element, which only the sizes of sources need besides', async () => {
    expect(await write('w=60&format=webp&as=html&alt=x&class=y&fetchpriority=high')).toMatchObject({
      img: { alt: 'x', class: 'y', loading: 'eager', decoding: 'async', fetchpriority: 'high' },
    })
    expect(await write('w=30;60&format=webp;jpg&as=html&sizes=auto')).toMatchObject({
      sources: [{ sizes: 'auto' }, { sizes: 'auto' }],
      img: { sizes: 'auto', loading: 'lazy' },
    })
  })

  test('says as=html as code does', async () => {
    expect(await write('w=60&format=webp&as=html')).toEqual({
      sources: [],
      img: { src: '/webp-60', width: '60', height: '40', alt: '', loading: 'lazy', decoding: 'async' },
    })
  })

  test('gets the screens that a preset says', async () => {
    const options = { presets: { card: { w: 60, sources: [{ media: '(max-width: 600px)', w: 30 }] } } } as Options
    const request = await placed('preset=card&as=picture', '<img src>', options)
    expect(PLACES.picture.write(request, KNOWN)).toEqual({
      sources: [
        {
          media: '(max-width: 600px)',
          type: 'image/jpeg',
          srcset: '/jpeg-30 30w',
          sizes: '100vw',
          width: '30',
          height: '20',
        },
      ],
      img: { src: '/jpeg-60', width: '60', height: '40' },
    })
  })
})
