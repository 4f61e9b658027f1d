import { LazyImageError, type SourceLocation } from '@lazy-image/core'
import { toLazyImageError } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'

const LOCATION: SourceLocation = { file: '/app/main.js', line: 3, column: 4, frame: '3 | import hero' }

describe('an error', () => {
  test('is an Error with name, code, kind, image, location and cause', () => {
    const cause = new Error('no such file')
    const error = new LazyImageError('SOURCE_NOT_FOUND', 'There is no file a.jpg', {
      image: '/app/a.jpg',
      location: LOCATION,
      cause,
    })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'LazyImageError',
      code: 'SOURCE_NOT_FOUND',
      kind: 'input',
      message: 'There is no file a.jpg',
      image: '/app/a.jpg',
      location: LOCATION,
      cause,
    })
    expect(String(error)).toBe('LazyImageError: There is no file a.jpg')
  })

  test('says by its kind who must act', () => {
    const kinds = (
      [
        ['SOURCE_NOT_AN_IMAGE', 'input'],
        ['OUTPUT_COLLISION', 'input'],
        ['DIRECTIVE_INVALID', 'directive'],
        ['DIRECTIVE_INEFFECTIVE', 'directive'],
        ['OPTION_INVALID', 'option'],
        ['LIMIT_PIXELS', 'limit'],
        ['LIMIT_VARIANTS', 'limit'],
        ['FORMAT_UNSUPPORTED', 'unsupported'],
        ['OUTPUT_UNWRITABLE', 'io'],
        ['NATIVE_LOAD_FAILED', 'io'],
        ['ABORTED', 'aborted'],
        ['ENGINE_FAILURE', 'internal'],
      ] as const
    ).map(([code, kind]) => [code, kind, new LazyImageError(code, '').kind])
    for (const [code, kind, told] of kinds) expect(told, code).toBe(kind)
  })

  test('told where it was caused is the same error with that place, and the first stays as it was', () => {
    const cause = new Error('why')
    const error = new LazyImageError('SOURCE_CORRUPT', 'bad bytes', { image: '/app/a.jpg', cause })
    const placed = error.at(LOCATION)
    expect(placed).toMatchObject({
      code: 'SOURCE_CORRUPT',
      kind: 'input',
      message: 'bad bytes',
      image: '/app/a.jpg',
      location: LOCATION,
      cause,
    })
    expect(error.location).toBeUndefined()
  })

  test('told no place stays itself', () => {
    const error = new LazyImageError('SOURCE_CORRUPT', 'bad bytes')
    expect(error.at(undefined)).toBe(error)
  })
})

describe('anything thrown', () => {
  test('that is ours stays itself', () => {
    const error = new LazyImageError('ABORTED', 'stopped')
    expect(toLazyImageError(error)).toBe(error)
  })

  test('with one of our codes keeps it', () => {
    const thrown = Object.assign(new Error('no binary'), { code: 'NATIVE_LOAD_FAILED' })
    expect(toLazyImageError(thrown)).toMatchObject({ code: 'NATIVE_LOAD_FAILED', message: 'no binary', cause: thrown })
  })

  test.each([
    ['a system error', Object.assign(new Error('denied'), { code: 'EACCES' }), 'denied'],
    ['a plain error', new TypeError('x is not a function'), 'x is not a function'],
    ['a string', 'gone wrong', 'gone wrong'],
    ['nothing', undefined, 'undefined'],
    ['an error with a code of Object.prototype', Object.assign(new Error('odd'), { code: 'constructor' }), 'odd'],
  ])('else, such as %s, is our own failure until shown otherwise', (_, thrown, message) => {
    expect(toLazyImageError(thrown)).toMatchObject({ code: 'ENGINE_FAILURE', kind: 'internal', message })
  })
})
