import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { printSelection } from '@lazy-image/core/host'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { describe, expect, test } from 'vitest'
import { evaluated, nameOf } from '../support/evaluated.js'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

const { pipeline } = recordedPipeline({
  presets: {
    art: {
      w: [400, 800],
      sources: [
        { media: '(max-width: 600px) and (orientation: portrait)', w: 300, h: 400 },
        { media: '(min-resolution: 2dppx)', format: ['webp', 'jpg'] },
      ],
    },
  },
})

interface Tag {
  name: string
  attributes: Record<string, string>
  children: Tag[]
}

/** Cannot catch what a page's own styles do to the element; the browser tests look at one. */
function parsed(html: string): Tag[] {
  const errors: string[] = []
  const fragment = parseFragment(html, { onParseError: ({ code }) => errors.push(code) })
  expect(errors).toEqual([])
  return fragment.childNodes.map(tagOf)
}

function tagOf(node: DefaultTreeAdapterTypes.ChildNode): Tag {
  if (!('tagName' in node)) throw new Error(`an element was expected, not ${node.nodeName}`)
  return {
    name: node.tagName,
    attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
    children: node.childNodes.map(tagOf),
  }
}

async function elementOf(request: string, url = nameOf): Promise<Tag> {
  const html = await evaluated(request, pipeline, url)
  const [element, ...rest] = parsed(String(html))
  if (element === undefined || rest.length > 0) throw new Error(`one element was expected: ${html}`)
  return element
}

const STILL = { alt: '', loading: 'lazy', decoding: 'async' }

describe('as=html is', () => {
  test('an img for one output, letter by letter', async () => {
    expect(await evaluated('pattern.jpg?w=400&as=html')).toBe(
      '<img src="/pattern-400x267.jpg" width="400" height="267" alt="" loading="lazy" decoding="async">',
    )
  })

  test('a picture for several formats, letter by letter', async () => {
    expect(await evaluated('pattern.jpg?w=400;800&format=webp;jpg&as=html&sizes=50vw')).toBe(
      [
        '<picture>',
        '<source type="image/webp" srcset="/pattern-400x267.webp 400w, /pattern-800x533.webp 800w" sizes="50vw">',
        '<source type="image/jpeg" srcset="/pattern-400x267.jpg 400w, /pattern-800x533.jpg 800w" sizes="50vw">',
        '<img src="/pattern-800x533.jpg" width="800" height="533" alt="" loading="lazy" decoding="async">',
        '</picture>',
      ].join(''),
    )
  })

  test('an img with candidates for one format; widths never come without sizes', async () => {
    expect(await elementOf('pattern.jpg?w=400;800&as=html')).toEqual({
      name: 'img',
      attributes: {
        src: '/pattern-800x533.jpg',
        srcset: '/pattern-400x267.jpg 400w, /pattern-800x533.jpg 800w',
        sizes: '100vw',
        width: '800',
        height: '533',
        ...STILL,
      },
      children: [],
    })
  })

  test('without sizes where candidates are told apart by density', async () => {
    for (const query of ['w=400;800&basePixels=400', 'w=400&densities=1x;2x']) {
      const { attributes } = await elementOf(`pattern.jpg?${query}&as=html`)
      expect(attributes).toMatchObject({ srcset: '/pattern-400x267.jpg 1x, /pattern-800x533.jpg 2x' })
      expect(attributes).not.toHaveProperty('sizes')
    }
  })

  test('a picture whose sources follow the media queries of a preset, before those without', async () => {
    const { name, children } = await elementOf('pattern.jpg?preset=art&as=html')
    expect(name).toBe('picture')
    expect(children.map(({ name, attributes }) => [name, attributes['media'], attributes['type']])).toEqual([
      ['source', '(max-width: 600px) and (orientation: portrait)', 'image/jpeg'],
      ['source', '(min-resolution: 2dppx)', 'image/webp'],
      ['source', '(min-resolution: 2dppx)', 'image/jpeg'],
      ['source', undefined, 'image/jpeg'],
      ['img', undefined, undefined],
    ])
    expect(children[0]?.attributes['srcset']).toBe('/pattern-300x400.jpg 300w')
    expect(children.map(({ attributes }) => [attributes['width'], attributes['height']])).toEqual([
      ['300', '400'],
      ['800', '533'],
      ['800', '533'],
      [undefined, undefined],
      ['800', '533'],
    ])
    expect(children[4]?.attributes).toMatchObject({ src: '/pattern-800x533.jpg', width: '800', height: '533' })
  })

  test('the size of a trimmed picture, which shows only when it is made', async () => {
    const { attributes } = await elementOf('pattern.jpg?w=400&trim&as=html')
    expect(attributes).toMatchObject({ width: '400', height: '300' })
  })

  test.each<[kind: string, attributes: Record<string, string>]>([
    ['lqip', { style: 'background:center/cover no-repeat url(<dataUri of webp>)' }],
    ['color', { style: 'background-color:#112233' }],
    ['thumbhash', { 'data-thumbhash': '<base64 of thumbhash>' }],
    ['blurhash', { 'data-blurhash': 'LKO2?U%2Tw=w]~RBVZRi};RPxuwH"&<' }],
    ['palette', { 'data-palette': '#112233,#445566' }],
    ['css', { style: '--lazy-image:-286777' }],
  ])('with a placeholder as an attribute: %s', async (kind, attributes) => {
    const element = await elementOf(`pattern.jpg?w=400&as=html&placeholder=${kind}`)
    expect(element.attributes).toEqual({
      src: '/pattern-400x267.jpg',
      width: '400',
      height: '267',
      ...STILL,
      ...attributes,
    })
  })
})

describe('what a query says of the element', () => {
  const HOSTILE = `"><script>alert('1')</script>&amp; a;b=c #1 größe`

  test('stands in its attributes, letter by letter', async () => {
    const said = 'alt=A%20bridge&class=hero%20wide&loading=eager&decoding=sync&fetchpriority=high'
    expect(await evaluated(`pattern.jpg?w=400&as=html&${said}`)).toBe(
      '<img src="/pattern-400x267.jpg" width="400" height="267" alt="A bridge" loading="eager" decoding="sync" class="hero wide" fetchpriority="high">',
    )
  })

  test('is text, whatever it is', async () => {
    const text = encodeURIComponent(HOSTILE)
    const { attributes } = await elementOf(`pattern.jpg?w=400&as=html&alt=${text}&class=${text}`)
    expect(attributes).toMatchObject({ alt: HOSTILE, class: HOSTILE })
    expect(Object.keys(attributes).length).toBe(7)
  })

  test('goes to the img of a picture', async () => {
    const { name, attributes, children } = await elementOf('pattern.jpg?w=40;80&format=webp;jpg&as=html&alt=x&class=y')
    expect([name, attributes]).toEqual(['picture', {}])
    expect(children.map(({ name, attributes }) => [name, attributes['alt'], attributes['class']])).toEqual([
      ['source', undefined, undefined],
      ['source', undefined, undefined],
      ['img', 'x', 'y'],
    ])
  })

  test('loads a picture at once that the page is waited for, unless it says otherwise', async () => {
    const loading = async (said: string) => (await elementOf(`pattern.jpg?w=40&as=html&${said}`)).attributes['loading']
    expect(await loading('fetchpriority=high')).toBe('eager')
    expect(await loading('fetchpriority=high&loading=lazy')).toBe('lazy')
    expect(await loading('fetchpriority=low')).toBe('lazy')
    expect(await loading('loading=eager')).toBe('eager')
  })

  test('has the browser measure, of which the img of a picture must tell its sources', async () => {
    for (const sizes of ['auto', 'auto, 50vw']) {
      const one = await elementOf(`pattern.jpg?w=40;80&as=html&sizes=${encodeURIComponent(sizes)}`)
      expect(one.attributes).toMatchObject({ sizes, loading: 'lazy' })
      const { children } = await elementOf(
        `pattern.jpg?w=40;80&format=webp;jpg&as=html&sizes=${encodeURIComponent(sizes)}`,
      )
      expect(children.map(({ attributes }) => attributes['sizes'])).toEqual([sizes, sizes, sizes])
    }
    const { children } = await elementOf('pattern.jpg?w=40;80&format=webp;jpg&as=html&sizes=50vw')
    expect(children.map(({ attributes }) => attributes['sizes'])).toEqual(['50vw', '50vw', undefined])
  })

  test('may be a preset’s, and gives way to the query', async () => {
    const { pipeline: own } = recordedPipeline({
      presets: { hero: { w: 40, as: 'html', alt: 'a', class: 'b', fetchpriority: 'high' } },
    })
    const [img] = parsed(String(await evaluated('pattern.jpg?preset=hero&alt=', own)))
    expect(img?.attributes).toMatchObject({ alt: '', class: 'b', loading: 'eager', fetchpriority: 'high' })
  })

  test('changes no output', async () => {
    const keys = async (query: string) => {
      const { plan } = await planned(pipeline, `pattern.jpg?w=40;80&format=webp;jpg${query}`)
      return plan.images.map(({ recipe }) => recipe.key)
    }
    const plain = await keys('&as=html')
    expect(new Set(plain).size).toBe(4)
    const said = 'alt=x&class=y&loading=eager&decoding=sync&fetchpriority=high&sizes=50vw&placeholder=css'
    expect(await keys(`&as=html&${said}`)).toEqual(plain)
    expect(await keys('&as=preload')).toEqual(plain)
  })
})

describe('whatever is in it', () => {
  test.each(['a & b.jpg', '"quoted".jpg', '<script>.jpg', "it's.jpg", 'größe 1.jpg', 'x&copy.jpg', 'a&amp;b.jpg'])(
    'a file called %s comes out of the page as it went in',
    async name => {
      const file = join(scratchFolder(), name)
      copyFileSync(fixture('pattern.jpg'), file)
      const { children } = await elementOf(`${file}?w=40;80&format=webp;jpg&as=html`)
      const stem = name.slice(0, -'.jpg'.length)
      expect(children.map(({ attributes }) => attributes['srcset'] ?? attributes['src'])).toEqual([
        `/${stem}-40x27.webp 40w, /${stem}-80x53.webp 80w`,
        `/${stem}-40x27.jpg 40w, /${stem}-80x53.jpg 80w`,
        `/${stem}-80x53.jpg`,
      ])
    },
  )

  test('the URLs of a dev server, which have & between directives, stay whole', async () => {
    const query = 'w=40;80&h=30&crop=10%25,0,50%25,50%25&position=0.3,0.7&format=webp&background=#fff&contain&as=html'
    const { attributes } = await elementOf(
      `pattern.jpg?${query}`,
      ({ fileName, selection }) => `/src/${encodeURI(fileName)}?${printSelection(selection)}&lazy-image=0123`,
    )
    const url = (width: number) =>
      `/src/pattern.webp?w=${width}&h=30&fit=contain&position=0.3,0.7&crop=10%25,0,50%25,50%25&format=webp&background=ffffff&lazy-image=0123`
    expect(attributes).toMatchObject({ src: url(80), srcset: `${url(40)} 40w, ${url(80)} 80w` })
  })

  test('sizes and media queries stay whole', async () => {
    const sizes = '(400px <= width < 600px) 100vw, calc(50vw + 2px)'
    const { attributes } = await elementOf(`pattern.jpg?w=40;80&as=html&sizes=${encodeURIComponent(sizes)}`)
    expect(attributes['sizes']).toBe(sizes)

    const hostile = '"><script>alert(1)</script>&amp;(width < 600px)'
    const { pipeline: own } = recordedPipeline({ presets: { art: { w: 40, sources: [{ media: hostile, w: 20 }] } } })
    const [picture] = parsed(String(await evaluated('pattern.jpg?preset=art&as=html', own)))
    expect(picture?.children[0]?.attributes['media']).toBe(hostile)
  })
})
