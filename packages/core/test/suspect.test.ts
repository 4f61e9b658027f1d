import { describe, expect, test } from 'vitest'
import { recordedPipeline } from './support/recorded-pipeline.js'

const { pipeline } = recordedPipeline({ directives: { card: { expand: () => ({ w: 40 }) } } })

describe('a request that is left to the bundler', () => {
  test.each([
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
  ])('is suspected to mean a directive: %s', (id, nearest) => {
    expect(pipeline.claims(id)).toBe(false)
    expect(pipeline.suspect(id)).toBe(
      `The query names no directive, so that the image is left as it is; did you mean ${nearest}?`,
    )
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
    expect(pipeline.suspect(id)).toBeUndefined()
  })

  test.each(['a.svg?w=24', 'a.SVG?width=24', 'a.svg?inline&h=24', 'a.svg?cover', 'a.svg?card'])(
    'is an SVG that directives cannot change as it is: %s',
    id => {
      expect(pipeline.claims(id)).toBe(false)
      expect(pipeline.suspect(id)).toBe(
        'An SVG stays as it is; name a format, such as format=webp, to have it drawn at a size',
      )
    },
  )
})

describe('a request that is ours', () => {
  test.each(['a.jpg?w=400', 'a.jpg?w=400&widht=3', 'a.svg?w=24&format=webp', 'a.svg?webp', 'a.jpg?card'])(
    'is not suspected, because its diagnostics say it all: %s',
    id => {
      expect(pipeline.claims(id)).toBe(true)
      expect(pipeline.suspect(id)).toBeUndefined()
    },
  )
})

test('a word of any length is looked up without comparing it letter by letter, which would take minutes', () => {
  expect(pipeline.suspect(`a.jpg?${'width'.repeat(2_000_000)}=1`)).toBeUndefined()
})
