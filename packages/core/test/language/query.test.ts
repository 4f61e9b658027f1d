import { describe, expect, test } from 'vitest'
import { parseQuery, printQuery, splitId, splitList, valuesOf } from '../../dist/language/query.js'

describe('a query', () => {
  test('is what follows the first question mark', () => {
    expect(splitId('a.jpg')).toEqual({ path: 'a.jpg', query: '' })
    expect(splitId('a.jpg?w=1?h=2')).toEqual({ path: 'a.jpg', query: 'w=1?h=2' })
    expect(splitId('?w=1')).toEqual({ path: '', query: 'w=1' })
  })

  test('has entries in order, each with the place where it is written', () => {
    expect(parseQuery('w=1&&flip&b=a=c&=x')).toEqual([
      { key: 'w', text: '1', items: null, span: { start: 0, end: 3 } },
      { key: 'flip', text: '', items: null, span: { start: 5, end: 9 } },
      { key: 'b', text: 'a=c', items: null, span: { start: 10, end: 15 } },
      { key: '', text: 'x', items: null, span: { start: 16, end: 18 } },
    ])
    expect(parseQuery('')).toEqual([])
  })

  test('is decoded once, keys too, and what opens no code stays', () => {
    const read = (query: string) => parseQuery(query).map(({ key, text }) => [key, text])
    expect(read('a%20b=c+d')).toEqual([['a b', 'c d']])
    expect(read('a=%C3%A9%E2%82%AC%2525')).toEqual([['a', 'é€%25']])
    expect(read('a=100%&b=%zz&c=%f')).toEqual([
      ['a', '100%'],
      ['b', '%zz'],
      ['c', '%f'],
    ])
    // No text in UTF-8: it stays what it is, beside what is.
    expect(read('a=%FF-%20')).toEqual([['a', '%FF- ']])
  })

  test('is printed so that it is read again, and as little is encoded as can be', () => {
    expect(
      printQuery([
        { key: 'w', text: '1' },
        { key: 'flip', text: '' },
      ]),
    ).toBe('w=1&flip')
    expect(printQuery([{ key: 'a', text: '#fff;x:y,z' }])).toBe('a=#fff;x:y,z')
    expect(printQuery([{ key: 'a b', text: '%&+=?' }])).toBe('a%20b=%25%26%2B%3D%3F')
    expect(printQuery([])).toBe('')
  })
})

describe('a list', () => {
  test('is separated by semicolons, unless it opens a list of its own', () => {
    expect(splitList('1;2;3')).toEqual(['1', '2', '3'])
    expect(splitList('1;')).toEqual(['1', ''])
    expect(splitList('16:9;4:3')).toEqual(['16:9;4:3'])
    expect(splitList('')).toEqual([''])
  })

  test('multiplies where the directive does, and is given as such by options', () => {
    expect(valuesOf({ text: '1;2', items: null }, true)).toEqual(['1', '2'])
    expect(valuesOf({ text: '1;2', items: null }, false)).toEqual(['1;2'])
    expect(valuesOf({ text: 'a:b;c', items: ['a', 'b;c'] }, true)).toEqual(['a', 'b;c'])
    expect(valuesOf({ text: 'a;b', items: ['a', 'b'] }, false)).toEqual(['a;b'])
  })
})
