import { describe, expect, test } from 'vitest'
import { recordedPipeline } from './support/recorded-pipeline.js'

const directives = { card: { expand: () => ({ w: 40 }) } }

const { pipeline } = recordedPipeline({ directives })

const lenient = recordedPipeline({ directives, strict: 'warn' }).pipeline

const suspicionsOf = (id: string, by = pipeline) => by.suspect(id).map(({ message }) => message)

describe('a request that is left to the bundler', () => {
  test.each([
    ['a.jpg?q=80', 'quality=80'],
    ['a.jpg?q=best', 'quality'],
    ['a.jpg?fm=webp&q=80', 'format=webp', 'quality=80'],
    ['a.jpg?size=300', 'w=300'],
    ['a.jpg?sizes[]=300,sizes[]=600', 'w=300;600'],
    ['a.jpg?sizes[]=300&sizes[]=600', 'w=300;600'],
    ['a.jpg?dpr=2', 'densities=2'],
    ['a.jpg?lqip-colors', 'placeholder=palette'],
    ['a.jpg?auto=format', 'format=auto'],
    ['a.jpg?bg=fff', 'background=fff'],
  ])('is suspected to mean what other tools call so: %s', (id, ...meant) => {
    expect(pipeline.claims(id)).toBe(false)
    expect(suspicionsOf(id)).toEqual(
      meant.map(text => `The query names no directive, so that the image is left as it is; did you mean ${text}?`),
    )
  })

  test.each([
    ['a.jpg?lqip', 'placeholder=lqip'],
    ['a.jpg?blurhash', 'placeholder=blurhash'],
    ['a.jpg?metadata', 'as=metadata'],
    ['a.jpg?widht=400', 'width'],
    ['a.jpg?WIDTH=400', 'width'],
    ['a.JPG?W=400', 'w'],
    ['a.jpg?fromat=webp', 'format'],
    ['a.jpg?wepb', 'webp'],
    ['a.jpg?Cover', 'cover'],
    ['a.jpg?hieght=1&x=2', 'height'],
    ['a.jpg?url&qualty=3', 'quality'],
    ['a.jpg?crad', 'card'],
    ['a.svg?widht=24', 'width'],
  ])('is suspected to mean a directive, and refused where mistakes stop the build: %s', (id, nearest) => {
    expect(pipeline.claims(id)).toBe(true)
    expect(lenient.claims(id)).toBe(false)
    expect(suspicionsOf(id, lenient)).toEqual([
      `The query names no directive, so that the image is left as it is; did you mean ${nearest}?`,
    ])
  })

  test.each([
    'a.jpg',
    'a.jpg?',
    'a.jpg?url',
    'a.jpg?raw',
    'a.jpg?inline',
    'a.jpg?no-inline',
    'a.jpg?worker&url',
    // What tells versions of a file apart.
    'a.jpg?v=2',
    'a.jpg?t=1700000000000',
    'a.jpg?h4',
    'a.jpg?import',
    'a.jpg?0f3a9c',
    'a.jpg?hash=0f3a9c',
    'a.svg?component',
    'a.svg?react',
    'a.js?widht=400',
    'widht',
    '',
  ])('is not suspected: %s', id => {
    expect(pipeline.claims(id)).toBe(false)
    expect(suspicionsOf(id)).toEqual([])
  })

  test.each(['a.svg?w=24', 'a.SVG?width=24', 'a.svg?inline&h=24', 'a.svg?cover', 'a.svg?card'])(
    'is an SVG that directives cannot change as it is: %s',
    id => {
      expect(pipeline.claims(id)).toBe(false)
      expect(suspicionsOf(id)).toEqual([
        'An SVG stays as it is; name a format, such as format=webp, to have it drawn at a size',
      ])
    },
  )
})

test('a word of any length is looked up without comparing it letter by letter, which would take minutes', () => {
  expect(suspicionsOf(`a.jpg?${'width'.repeat(2_000_000)}=1`)).toEqual([])
})
