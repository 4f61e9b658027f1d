import { expect, test } from 'vitest'
import {
  checkFiles,
  checkFlag,
  checkInteger,
  checkNumber,
  checkOptions,
  checkPath,
  checkWord,
  readBy,
} from '../../dist/language/check-arguments.js'
import { integer } from '../../dist/language/grammars/number.js'

const WORDS = ['one', 'two'] as const

test.each<[check: (value: unknown) => unknown, good: readonly unknown[], bad: readonly unknown[], rule: RegExp]>([
  [value => checkPath('toFile', value), ['a', './b'], ['', 1, null], /the path of toFile must be a non-empty string/],
  [
    value => checkInteger('w', value, 1, 9),
    [1, 5, 9],
    [0, 10, 1.5, '5', Number.NaN, null],
    /w must be an integer from 1 to 9/,
  ],
  [
    value => checkNumber('sigma', value, 1, 9),
    [1, 1.5, 9],
    [0.9, 9.1, '5', Number.NaN, null],
    /sigma must be a number from 1 to 9/,
  ],
  [
    value => checkFlag('lossless', value),
    [true, false],
    [0, 'true', null, undefined],
    /lossless must be true or false/,
  ],
  [value => checkWord('fit', value, WORDS), WORDS, ['three', '', 1, undefined], /fit must be one of one, two/],
  [value => readBy(integer(1, 9), 'w', value), [5], [0, 'x', null, true, ['5']], /w must be an integer from 1 to 9/],
])('an argument that keeps to its rule comes back, and any other is refused by it: %#', (check, good, bad, rule) => {
  for (const value of good) expect(check(value)).toBe(value)
  for (const value of bad) expect(() => check(value), String(value)).toThrow(rule)
})

test('a text is read as a query has it', () => {
  expect(readBy(integer(1, 9), 'w', '5')).toBe(5)
})

test('files are a list', () => {
  expect(() => checkFiles([])).not.toThrow()
  for (const files of ['a', null, { length: 0 }])
    expect(() => checkFiles(files)).toThrow(/files must be a list of paths/)
})

test('options are an object of known keys', () => {
  for (const options of [{}, { one: 1 }, { one: 1, two: undefined }]) {
    expect(() => checkOptions('blur', options, WORDS)).not.toThrow()
  }
  for (const options of [null, 1, undefined, 'one']) {
    expect(() => checkOptions('blur', options, WORDS)).toThrow(/blur must be an object/)
  }
  expect(() => checkOptions('blur', { one: 1, three: 3 }, WORDS)).toThrow(
    /an option of blur must be one of one, two, but received .*three/,
  )
})
