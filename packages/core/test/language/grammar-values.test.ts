import { describe, expect, test } from 'vitest'
import { amount } from '../../dist/language/grammars/amount.js'
import { colour, isGrayColour, OPAQUE_BLACK, withoutAlpha } from '../../dist/language/grammars/colour.js'
import { flag } from '../../dist/language/grammars/flag.js'
import { keyword } from '../../dist/language/grammars/keyword.js'
import { decimal, integer, parseDecimal, printDecimal } from '../../dist/language/grammars/number.js'

describe('a colour', () => {
  test.each([
    ['fa2', [255, 170, 34, 255]],
    ['#FA2', [255, 170, 34, 255]],
    ['fa28', [255, 170, 34, 136]],
    ['102030', [16, 32, 48, 255]],
    ['10203040', [16, 32, 48, 64]],
    ['Red', [255, 0, 0, 255]],
    ['transparent', [0, 0, 0, 0]],
    ['rgb(255 170 34)', [255, 170, 34, 255]],
    ['rgb(300 -20 34)', [255, 0, 34, 255]],
    ['rgb(255 170 34 / 50%)', [255, 170, 34, 128]],
    ['rgb(none 170 34)', [0, 170, 34, 255]],
    ['hsl(120 100% 50%)', [0, 255, 0, 255]],
  ])('%s is %o', (text, value) => {
    expect(colour.parse(text)).toEqual(value)
  })

  test.each(['', 'fa', 'fa285', '1020304', '102030405', 'xfa2', 'fa2x', 'fag', 'rgb(2x 0 0)', 'nothing'])(
    '%s is none',
    text => {
      expect(colour.parse(text)).toBeUndefined()
    },
  )

  test('is printed in hexadecimal digits, two a channel, its alpha only where some is missing', () => {
    expect(colour.print([1, 170, 34, 255])).toBe('01aa22')
    expect(colour.print([255, 0, 16, 254])).toBe('ff0010fe')
    expect(colour.print(OPAQUE_BLACK)).toBe('000000')
  })

  test('is grey where all three channels are equal', () => {
    expect(
      [
        [7, 7, 7],
        [7, 7, 8],
        [8, 7, 7],
        [7, 8, 7],
      ].map(isGrayColour),
    ).toEqual([true, false, false, false])
    expect(withoutAlpha([1, 2, 3, 4])).toEqual([1, 2, 3])
  })

  test('says what it takes, and suggests names that it reads', () => {
    expect(colour).toMatchObject({ rule: expect.stringContaining('a CSS colour, such as'), type: 'string' })
    expect(colour.schema).toEqual({ type: 'string' })
    expect(colour.spellings.length).toBeGreaterThan(5)
    for (const spelling of colour.spellings) expect(colour.parse(spelling), spelling).toBeDefined()
  })
})

describe('a flag', () => {
  test('is on when it is bare', () => {
    expect(['', 'true', '1'].map(flag.parse)).toEqual([true, true, true])
    expect(['false', '0'].map(flag.parse)).toEqual([false, false])
    expect(['yes', 'TRUE', '01', ' '].map(flag.parse)).toEqual([undefined, undefined, undefined, undefined])
    expect([flag.print(true), flag.print(false)]).toEqual(['true', 'false'])
    expect(flag).toMatchObject({
      rule: 'true or false; a bare key means true',
      spellings: ['true', 'false'],
      type: 'boolean',
      schema: { type: 'boolean' },
    })
  })
})

describe('an amount', () => {
  const blur = amount(decimal(0.3, 10), 2)

  test('is a number, its usual strength or off', () => {
    expect(['', 'true', 'false', '0', '1', '2.5'].map(blur.parse)).toEqual([2, 2, false, false, 1, 2.5])
    expect(['0.2', '11', 'much'].map(blur.parse)).toEqual([undefined, undefined, undefined])
    expect([blur.print(2.5), blur.print(false)]).toEqual(['2.5', 'false'])
  })

  test('says what it takes', () => {
    expect(blur).toMatchObject({
      rule: 'a number from 0.3 to 10, true (2) or false; a bare key means true',
      spellings: ['true', 'false'],
      type: 'number | boolean',
      schema: { anyOf: [{ type: 'number', minimum: 0.3, maximum: 10 }, { type: 'boolean' }] },
    })
  })
})

describe('a number', () => {
  test('that is whole has digits alone, and its bounds are allowed', () => {
    const { parse } = integer(-2, 10)
    expect(['-2', '10', '007', '-0'].map(parse)).toEqual([-2, 10, 7, 0])
    expect(Object.is(parse('-0'), 0)).toBe(true)
    for (const text of ['-3', '11', '1.0', '1e0', '+1', '', 'x1', '1x', '1234567890', '٣']) {
      expect(parse(text), text).toBeUndefined()
    }
    expect(integer(0, 1e12).parse('123456789')).toBe(123_456_789)
  })

  test('with decimals has no exponent and up to twenty of them', () => {
    for (const [text, value] of [
      ['0.5', 0.5],
      ['.5', 0.5],
      ['5.', 5],
      ['-1.25', -1.25],
      ['-.5', -0.5],
      ['0.00000000000000000001', 1e-20],
      ['123456789.5', 123_456_789.5],
    ] as const) {
      expect(parseDecimal(text), text).toBe(value)
    }
    expect(Object.is(parseDecimal('-0.0'), 0)).toBe(true)
    for (const text of ['', '.', '-', '1e3', '0.000000000000000000001', '1234567890', '1,5', ' 1', '1 ', '1.2.3']) {
      expect(parseDecimal(text), text).toBeUndefined()
    }
    const { parse } = decimal(0.5, 2)
    expect(['0.5', '2', '0.49', '2.01'].map(parse)).toEqual([0.5, 2, undefined, undefined])
  })

  test('is printed so that it is read again, without trailing zeros', () => {
    expect([0.5, 100, 1e-7, 2.5e-10].map(printDecimal)).toEqual(['0.5', '100', '0.0000001', '0.00000000025'])
    expect([0.1, 1 / 3].map(printDecimal)).toEqual(['0.1', '0.3333333333333333'])
    expect(integer(0, 9).print(7)).toBe('7')
  })

  test('says what it must be, with its unit', () => {
    expect(decimal(0, 1).schema).toEqual({ type: 'number', minimum: 0, maximum: 1 })
    expect(integer(1, 9, 'pixels')).toMatchObject({
      rule: 'an integer from 1 to 9 (pixels)',
      spellings: [],
      type: 'number',
      schema: { type: 'integer', minimum: 1, maximum: 9 },
    })
    expect([integer(1, 9).rule, decimal(1, 9).rule]).toEqual(['an integer from 1 to 9', 'a number from 1 to 9'])
    expect(decimal(0, 1, 'share')).toMatchObject({
      rule: 'a number from 0 to 1 (share)',
      spellings: [],
      type: 'number',
    })
  })
})

test('a keyword is one of its words, letter by letter', () => {
  const fit = keyword(['cover', 'contain'])
  expect(['cover', 'contain', 'Cover', 'cov', ''].map(fit.parse)).toEqual([
    'cover',
    'contain',
    undefined,
    undefined,
    undefined,
  ])
  expect(fit).toMatchObject({
    rule: 'one of cover, contain',
    spellings: ['cover', 'contain'],
    type: "'cover' | 'contain'",
    schema: { enum: ['cover', 'contain'] },
  })
  expect(fit.print('cover')).toBe('cover')
})
