import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HOST_FACTS, VARIANTS } from '../matrix/hosts.js'
import { REFUSED, ROWS } from '../matrix/rows.js'
import { picturesOf } from '../support/matrix/row-pictures.js'

const all = [...ROWS, ...REFUSED]

describe('rows of the matrix', () => {
  test('are ninety at least, each with a name of its own', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(90)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  })

  test('call their pictures by their name, so that what is left of one in an output is known to be theirs', () => {
    const others = all.flatMap(row => picturesOf(row).filter(path => !basename(path).startsWith(row.name)))
    expect(others).toEqual([])
  })

  test('are shown by a reference that no other row has', () => {
    const shown = ROWS.map(row => `${row.needs} ${row.shown}`)
    expect(shown.filter((text, index) => shown.indexOf(text) !== index)).toEqual([])
  })
})

test.each([...HOST_FACTS, ...VARIANTS])('what $name lacks is said of rows that there are', host => {
  const { exceptions = {}, devExceptions = {}, relativeExceptions = {} } = host
  const names = new Set(all.map(({ name }) => name))
  expect(
    Object.keys({ ...exceptions, ...devExceptions, ...relativeExceptions }).filter(name => !names.has(name)),
  ).toEqual([])
})
