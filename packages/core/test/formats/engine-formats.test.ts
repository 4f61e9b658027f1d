import { engineInfo } from '@lazy-image/core'
import { expect, test } from 'vitest'
import { FORMATS, ownFormat, SOURCE_ONLY_FORMATS } from '../../dist/formats/formats.js'
import { mediaTypeOf, traitsOf } from '../../dist/formats/traits.js'

const { formats } = engineInfo()

test('core lists the formats that the engine writes, and those that it only reads', () => {
  const written = formats.filter(({ writes }) => writes).map(({ name }) => name)
  const onlyRead = formats.filter(({ reads, writes }) => reads && !writes).map(({ name }) => name)
  expect(FORMATS.map(({ name }) => name).sort()).toEqual(written.sort())
  expect(SOURCE_ONLY_FORMATS.map(({ name }) => name).sort()).toEqual(onlyRead.sort())
})

test.each(FORMATS.map(format => [format.name, format] as const))(
  '%s is spelt as its files are called',
  (name, format) => {
    const { extensions, mediaType } = formats.find(info => info.name === name) ?? { extensions: [], mediaType: '' }
    for (const spelling of format.spellings) expect(extensions).toContain(spelling)
    expect(mediaTypeOf(name)).toBe(mediaType)
    expect(ownFormat(name).name).toBe(name)
  },
)

test('a format has a quality unless it always keeps every pixel', () => {
  for (const { name, quality } of FORMATS)
    expect([name, quality === null]).toEqual([name, traitsOf(name).lossless === 'always'])
})
