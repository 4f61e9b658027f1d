import {
  type PictureOptions,
  type PictureValue,
  pictureAttributes,
  pictureHtml,
  preloadHtml,
  preloadLinks,
  styleText,
} from '@lazy-image/components'
import { lazyPictureHtml } from '@lazy-image/components/web'
import { describe, expect, test } from 'vitest'

const hero: PictureValue = {
  sources: { avif: '/a.avif 400w, /b.avif 800w', jpeg: '/a.jpg 400w, /b.jpg 800w' },
  img: { src: '/b.jpg', w: 800, h: 533 },
}
/** Its last format has one image, which is in no source. */
const tall: PictureValue = { sources: { avif: '/t.avif 300w' }, img: { src: '/t.jpg', w: 300, h: 400 } }
const single: PictureValue = { sources: {}, img: { src: '/one.jpg', w: 40, h: 30 } }
const dense: PictureValue = {
  sources: { webp: '/1.webp 1x, /2.webp 2x', jpeg: '/1.jpg 1x, /2.jpg 2x' },
  img: { src: '/2.jpg', w: 80, h: 60 },
}

const of = (options: Partial<PictureOptions> & Pick<PictureOptions, 'src'>) =>
  pictureAttributes({ alt: '', ...options })

describe('a picture', () => {
  test('is measured by the browser when it is loaded lazily, and has a size for browsers that do not measure', () => {
    const { sources, img } = of({ src: hero })
    expect(sources.map(({ sizes }) => sizes)).toEqual(['auto, 100vw', 'auto, 100vw'])
    expect(img).toMatchObject({ sizes: 'auto, 100vw', loading: 'lazy', decoding: 'async', width: 800, height: 533 })
    expect(of({ src: hero, sizes: '(width < 600px) 100vw, 50vw' }).img.sizes).toBe('auto, (width < 600px) 100vw, 50vw')
    expect(of({ src: { ...hero, sizes: '30vw' } }).img.sizes).toBe('auto, 30vw')
    expect(of({ src: { ...hero, sizes: '30vw' }, sizes: '40vw' }).img.sizes).toBe('auto, 40vw')
    for (const sizes of ['auto', 'AUTO , 30vw']) expect(of({ src: { ...hero, sizes } }).img.sizes).toMatch(/^auto, \d/)
  })

  test('is not measured where it is loaded at once: the browser would not know yet', () => {
    for (const options of [{ priority: true }, { loading: 'eager' as const }]) {
      const { sources, img } = of({ src: { ...hero, sizes: 'auto, 30vw' }, ...options })
      expect(sources.map(({ sizes }) => sizes)).toEqual(['30vw', '30vw'])
      expect(img).not.toHaveProperty('sizes')
      expect(img.loading).toBe('eager')
    }
  })

  test('has no sizes where densities or nothing tells candidates apart', () => {
    for (const src of [dense, single]) {
      const { sources, img } = of({ src, sizes: '50vw' })
      for (const attributes of [...sources, img]) expect(attributes).not.toHaveProperty('sizes')
    }
  })

  test('says what a script may set first before src, which a browser may begin to load', () => {
    const names = Object.keys(of({ src: hero }).img)
    expect(names.at(-1)).toBe('src')
  })
})

describe('art direction', () => {
  test('comes first, each with its own size and its own last resort', () => {
    const { sources } = of({ src: hero, art: [{ media: '(max-width: 500px)', src: tall }], dark: dense, light: single })
    expect(sources).toEqual([
      {
        media: '(max-width: 500px)',
        type: 'image/avif',
        srcset: '/t.avif 300w',
        sizes: 'auto, 100vw',
        width: 300,
        height: 400,
      },
      { media: '(max-width: 500px)', srcset: '/t.jpg', width: 300, height: 400 },
      {
        media: '(prefers-color-scheme: dark)',
        type: 'image/webp',
        srcset: '/1.webp 1x, /2.webp 2x',
        width: 80,
        height: 60,
      },
      {
        media: '(prefers-color-scheme: dark)',
        type: 'image/jpeg',
        srcset: '/1.jpg 1x, /2.jpg 2x',
        width: 80,
        height: 60,
      },
      { media: '(prefers-color-scheme: light)', srcset: '/one.jpg', width: 40, height: 30 },
      { type: 'image/avif', srcset: '/a.avif 400w, /b.avif 800w', sizes: 'auto, 100vw' },
      { type: 'image/jpeg', srcset: '/a.jpg 400w, /b.jpg 800w', sizes: 'auto, 100vw' },
    ])
  })

  const directed: PictureValue = {
    sources: [
      { media: '(max-width: 600px)', type: 'image/webp', srcset: '/small.webp 300w', w: 300, h: 300 },
      { type: 'image/webp', srcset: '/large.webp 800w' },
    ],
    img: { src: '/large.jpg', w: 800, h: 533 },
  }

  test('of a preset stays, and is narrowed by that of the component', () => {
    expect(of({ src: directed }).sources).toEqual([
      {
        media: '(max-width: 600px)',
        type: 'image/webp',
        srcset: '/small.webp 300w',
        sizes: 'auto, 100vw',
        width: 300,
        height: 300,
      },
      { type: 'image/webp', srcset: '/large.webp 800w', sizes: 'auto, 100vw' },
    ])
    expect(of({ src: hero, dark: directed }).sources.map(({ media }) => media)).toEqual([
      '(prefers-color-scheme: dark) and (max-width: 600px)',
      '(prefers-color-scheme: dark)',
      '(prefers-color-scheme: dark)',
      undefined,
      undefined,
    ])
    expect(() => of({ src: hero, art: [{ media: 'screen, print', src: directed }] })).toThrow(
      'received "screen, print" and "(max-width: 600px)"',
    )
  })
})

describe('what preloads a picture', () => {
  test('is nothing without priority', () => {
    expect(of({ src: hero }).links).toEqual([])
  })

  test('is one link with the first format, which browsers without it leave alone', () => {
    const link = {
      rel: 'preload',
      as: 'image',
      imagesrcset: '/a.avif 400w, /b.avif 800w',
      imagesizes: '100vw',
      type: 'image/avif',
      fetchpriority: 'high',
    }
    expect(of({ src: hero, priority: true }).links).toEqual([link])
    expect(preloadLinks({ src: hero })).toEqual([link])
    expect(preloadLinks({ src: single })).toEqual([
      { rel: 'preload', as: 'image', href: '/one.jpg', fetchpriority: 'high' },
    ])
  })

  test('is one for each medium, of which one at most holds', () => {
    const art = [
      { media: '(max-width: 500px)', src: tall },
      { media: '(width < 900px) and (orientation: portrait)', src: single },
    ]
    expect(preloadLinks({ src: hero, art, dark: dense }).map(({ media }) => media)).toEqual([
      '(max-width: 500px)',
      '(not (max-width: 500px)) and ((width < 900px) and (orientation: portrait))',
      '(not (max-width: 500px)) and (not ((width < 900px) and (orientation: portrait))) and (prefers-color-scheme: dark)',
      '(not (max-width: 500px)) and (not ((width < 900px) and (orientation: portrait))) and (not (prefers-color-scheme: dark))',
    ])
  })

  test('leaves out what no condition can be written for, rather than load two', () => {
    for (const media of ['screen', '(width < 1px), print', 'not all', '(a) and']) {
      expect(preloadLinks({ src: hero, art: [{ media, src: tall }] }).map(link => link.media)).toEqual([media])
    }
  })
})

describe('a placeholder', () => {
  test.each<[placeholder: PictureValue['placeholder'], style: string]>([
    ['data:image/webp;base64,AA==', 'background:url("data:image/webp;base64,AA==") center/cover no-repeat'],
    ['#a1b2c3', 'background-color:#a1b2c3'],
    [-1234, '--lazy-image:-1234'],
    ['LKO2?U%2Tw=w]~RBVZRi};RPxuwH', ''],
    ['3PcNNYSFeXh/k3d/B4iHd4iQ', ''],
    [['#112233', '#445566'], ''],
    [undefined, ''],
  ])('%j is shown by %j', (placeholder, style) => {
    expect(styleText(of({ src: { ...hero, placeholder } }).style)).toBe(style)
  })
})

test('what a server writes holds texts of any kind', () => {
  const alt = `"><script>alert('1')</script>&amp;`
  const src = { sources: { avif: '/"&<.avif 4w' }, img: { src: '/"&<.jpg', w: 4, h: 3 } }
  expect(preloadHtml({ src, alt })).toBe('')
  expect(preloadHtml({ src, alt, priority: true })).toBe(
    '<link rel="preload" as="image" imagesrcset="/&quot;&amp;&lt;.avif 4w" type="image/avif" imagesizes="100vw" fetchpriority="high">',
  )
  expect(lazyPictureHtml({ src, alt })).toBe(`<lazy-picture>${pictureHtml({ src, alt })}</lazy-picture>`)
  expect(pictureHtml({ src, alt, attributes: { id: '"&', hidden: true, inert: false } })).toBe(
    '<picture><source type="image/avif" srcset="/&quot;&amp;&lt;.avif 4w" sizes="auto, 100vw">' +
      '<img loading="lazy" decoding="async" sizes="auto, 100vw" width="4" height="3" ' +
      `alt="&quot;>&lt;script>alert('1')&lt;/script>&amp;amp;" src="/&quot;&amp;&lt;.jpg" id="&quot;&amp;" hidden="">` +
      '</picture>',
  )
})
