import { expect, test } from 'vitest'
import { optionalSize } from '../dist/options/size.js'

test.each([
  [0, 0],
  [1234, 1234],
  ['0B', 0],
  ['500MB', 500e6],
  ['2GB', 2e9],
  ['2 gb', 2e9],
  [' 1.5 GiB ', 1.5 * 2 ** 30],
  ['3kB', 3000],
  ['3KiB', 3072],
  ['1TB', 1e12],
  ['1.0001kB', 1000],
])('the size %j is %d bytes', (written, bytes) => {
  expect(optionalSize(written, 'cache.maxSize')).toBe(bytes)
})

test('a size that is not given is left to the default', () => {
  expect(optionalSize(undefined, 'cache.maxSize')).toBeUndefined()
})
