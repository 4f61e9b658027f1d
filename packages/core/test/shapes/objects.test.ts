import { describe, expect, test } from 'vitest'
import { evaluated } from '../support/evaluated.js'

const LQIP = '<dataUri of webp>'

/** Over a source of 1200×800; what the contract's own table says stands in import-shapes.test.ts. */
const shapes: [query: string, value: unknown][] = [
  // Densities in place of widths.
  ['w=300;600&basePixels=300&as=srcset', '/pattern-300x200.jpg 1x, /pattern-600x400.jpg 2x'],
  ['w=300;500&basePixels=300&as=srcset', '/pattern-300x200.jpg 1x, /pattern-500x333.jpg 1.667x'],
  [
    'w=300&densities=1x;1.5;2x&as=srcset',
    '/pattern-300x200.jpg 1x, /pattern-450x300.jpg 1.5x, /pattern-600x400.jpg 2x',
  ],
  ['h=200&densities=1x;2x&as=srcset', '/pattern-300x200.jpg 1x, /pattern-600x400.jpg 2x'],
  // A source that is too small for a density has less of it, and says so.
  ['w=800&densities=1x;2x&as=srcset', '/pattern-800x533.jpg 1x, /pattern-1200x800.jpg 1.5x'],
  ['w=1200&densities=1x;2x;3x&as=srcset', '/pattern-1200x800.jpg 1x'],
  [
    'w=300;600&basePixels=300&format=webp;jpg&as=picture',
    {
      sources: {
        webp: '/pattern-300x200.webp 1x, /pattern-600x400.webp 2x',
        jpeg: '/pattern-300x200.jpg 1x, /pattern-600x400.jpg 2x',
      },
      img: { src: '/pattern-600x400.jpg', w: 600, h: 400 },
    },
  ],

  // Data URIs in place of URLs.
  ['inline&w=40', '<dataUri of jpeg>'],
  ['inline&w=40;80&as=srcset', '<dataUri of jpeg> 40w, <dataUri of jpeg> 80w'],
  ['inline&w=40&as=img', { src: '<dataUri of jpeg>', w: 40, h: 27 }],
  ['inline=false&w=40', '/pattern-40x27.jpg'],
  [
    'inline&w=40&format=webp;png&as=picture',
    { sources: { webp: '<dataUri of webp> 40w' }, img: { src: '<dataUri of png>', w: 40, h: 27 } },
  ],

  // Keys that are there when they are asked for.
  ['w=400&as=img&placeholder=lqip', { src: '/pattern-400x267.jpg', w: 400, h: 267, placeholder: LQIP }],
  ['w=400&as=img&placeholder=color', { src: '/pattern-400x267.jpg', w: 400, h: 267, placeholder: '#112233' }],
  ['w=400&as=img&sizes=50vw', { src: '/pattern-400x267.jpg', w: 400, h: 267, sizes: '50vw' }],
  [
    'w=400;800&as=img&sizes=(max-width:+600px)+100vw,+50vw&placeholder=thumbhash',
    {
      src: '/pattern-800x533.jpg',
      w: 800,
      h: 533,
      srcset: '/pattern-400x267.jpg 400w, /pattern-800x533.jpg 800w',
      sizes: '(max-width: 600px) 100vw, 50vw',
      placeholder: '<base64 of thumbhash>',
    },
  ],
  [
    'w=400&format=webp;jpg&as=picture&placeholder=palette&sizes=50vw',
    {
      sources: { webp: '/pattern-400x267.webp 400w' },
      img: { src: '/pattern-400x267.jpg', w: 400, h: 267 },
      sizes: '50vw',
      placeholder: ['#112233', '#445566'],
    },
  ],
  ['w=400&as=metadata:width&placeholder=color', { width: 400, placeholder: '#112233' }],
  [
    'w=400;800&as=metadata:width&placeholder=color',
    [
      { width: 400, placeholder: '#112233' },
      { width: 800, placeholder: '#112233' },
    ],
  ],

  // What shows only when the picture is made.
  ['w=400&trim&as=img', { src: '/pattern-trimmed.jpg', w: 400, h: 300 }],
  ['w=400;800&trim&as=srcset', '/pattern-trimmed.jpg 400w, /pattern-trimmed.jpg 400w'],
  ['w=400&trim&as=metadata:width;height;size', { size: 1234, width: 400, height: 300 }],

  // next/image takes one picture, and always its tiny one.
  ['w=400&as=next', { src: '/pattern-400x267.jpg', width: 400, height: 267, blurDataURL: LQIP }],
  ['w=800;400&as=next', { src: '/pattern-800x533.jpg', width: 800, height: 533, blurDataURL: LQIP }],

  // responsive-loader's object.
  [
    'w=800;400&as=responsive',
    {
      srcSet: '/pattern-800x533.jpg 800w, /pattern-400x267.jpg 400w',
      images: [
        { path: '/pattern-800x533.jpg', width: 800, height: 533 },
        { path: '/pattern-400x267.jpg', width: 400, height: 267 },
      ],
      src: '/pattern-800x533.jpg',
      width: 800,
      height: 533,
    },
  ],
  [
    'w=400&as=responsive&placeholder=lqip&sizes=50vw',
    {
      srcSet: '/pattern-400x267.jpg 400w',
      images: [{ path: '/pattern-400x267.jpg', width: 400, height: 267 }],
      src: '/pattern-400x267.jpg',
      width: 400,
      height: 267,
      sizes: '50vw',
      placeholder: LQIP,
    },
  ],

  // Where a shape is named by its other name.
  ['w=400&as=meta:width', { width: 400 }],
]

describe('an import evaluates to', () => {
  test.each(shapes)('exactly this: %s', async (query, value) => {
    expect(await evaluated(`pattern.jpg?${query}`)).toEqual(value)
  })

  test('keys in the order in which they are told', async () => {
    const value = await evaluated('pattern.jpg?as=metadata:src;width;format&w=40')
    expect(Object.keys(value as object)).toEqual(['format', 'width', 'src'])
    const all = await evaluated('pattern.jpg?w=40&as=metadata')
    expect(Object.keys(all as object)).toEqual([
      'format',
      'mediaType',
      'size',
      'width',
      'height',
      'space',
      'channels',
      'depth',
      'isProgressive',
      'hasProfile',
      'hasAlpha',
      'frames',
      'src',
    ])
  })
})

describe('metadata foretells', () => {
  test.each<[request: string, facts: object]>([
    ['pattern.jpg?w=40&grayscale', { space: 'b-w', channels: 1 }],
    ['pattern.jpg?w=40&grayscale&format=webp', { space: 'srgb', channels: 3 }],
    ['grey.png?w=16&tint=red', { space: 'srgb', channels: 3 }],
    ['grey.png?w=16&h=20&contain&background=red', { space: 'srgb', channels: 3 }],
    ['grey.png?w=16&h=20&contain&background=999', { space: 'b-w', channels: 1 }],
    ['grey.png?w=16&rotate=45&background=red', { space: 'srgb', channels: 3, hasAlpha: false }],
    ['grey.png?w=16&rotate=90', { space: 'b-w', channels: 1 }],
    ['alpha.png?w=30&flatten', { channels: 3, hasAlpha: false }],
    ['alpha.png?w=30&format=jpg', { channels: 3, hasAlpha: false }],
    ['pattern.jpg?w=40&h=40&contain&background=ff000080&format=png', { channels: 4, hasAlpha: true }],
    ['pattern.jpg?w=40&rotate=45&background=transparent&format=png', { channels: 4, hasAlpha: true }],
    ['pattern.jpg?w=40&rotate=90&background=transparent&format=jpg', { channels: 3, hasAlpha: false }],
    ['pattern.jpg?w=40&progressive', { isProgressive: true }],
    ['pattern.jpg?w=40&progressive&format=png', { isProgressive: true }],
    ['pattern.jpg?w=40&colorspace=p3', { hasProfile: true }],
    ['pattern.jpg?w=40', { depth: 'uchar', isProgressive: false, hasProfile: false, frames: 1 }],
  ])('what will be in %s', async (request, facts) => {
    expect(await evaluated(`${request}&as=metadata`)).toMatchObject(facts)
  })
})
