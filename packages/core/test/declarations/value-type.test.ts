import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printType } from '../../dist/declarations/print-type.js'
import { join, named, type ValueType } from '../../dist/declarations/value-type.js'

const { type } = fc.letrec<{ type: ValueType }>(tie => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('string', 'number', 'null', 'undefined', 'unknown', 'never').map(name => named(name as 'string')),
    fc.constantFrom('webp', "it's").map((text): ValueType => ({ kind: 'literal', text })),
    fc.constant<ValueType>({ kind: 'written', code: 'Own | null' }),
    tie('type').map((item): ValueType => ({ kind: 'list', item })),
    fc.dictionary(fc.constantFrom('a', 'b'), fc.tuple(tie('type'), fc.boolean())).map(
      (members): ValueType => ({
        kind: 'object',
        members: new Map(
          Object.entries(members)
            .sort()
            .map(([key, [inner, isOptional]]) => [key, { type: inner, isOptional }]),
        ),
      }),
    ),
  ),
}))

/** Keys of objects keep the order in which they came, which is no part of a type. */
function print(value: ValueType): string {
  return printType(sorted(value)).replaceAll(/\s+/g, ' ')
}

function sorted(value: ValueType): ValueType {
  if (value.kind === 'list') return { kind: 'list', item: sorted(value.item) }
  if (value.kind === 'union') return { kind: 'union', parts: value.parts.map(sorted) }
  if (value.kind !== 'object') return value
  const members = [...value.members].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    kind: 'object',
    members: new Map(members.map(([key, member]) => [key, { ...member, type: sorted(member.type) }])),
  }
}

test('a joined type does not depend on the order, nor on how often a part comes', () => {
  fc.assert(
    fc.property(type, type, type, (a, b, c) => {
      const all = print(join([a, b, c]))
      expect(print(join([c, b, a]))).toBe(all)
      expect(print(join([a, join([b, c])]))).toBe(all)
      expect(print(join([a, b, a, c, b]))).toBe(all)
    }),
    { numRuns: 500 },
  )
})

test.each<[string, ValueType[]]>([
  ['string | string[]', [named('string'), { kind: 'list', item: named('string') }]],
  ['string', [named('string'), { kind: 'literal', text: 'webp' }]],
  ['unknown', [named('string'), named('unknown'), named('null')]],
  ["('jpg' | 'webp')[]", ['webp', 'jpg'].map(text => ({ kind: 'list', item: { kind: 'literal', text } }))],
  ['(Own) | null', [named('null'), { kind: 'written', code: 'Own' }]],
  ['(Own | null)[]', [{ kind: 'list', item: { kind: 'written', code: 'Own | null' } }]],
  ['never', []],
])('%s is joined and printed', (printed, types) => expect(printType(join(types))).toBe(printed))

test('what one of two objects lacks is optional', () => {
  const object = (...keys: string[]): ValueType => ({
    kind: 'object',
    members: new Map(keys.map(key => [key, { type: named('string'), isOptional: false }])),
  })
  expect(printType(join([object('src', 'srcset'), object('src')]))).toBe('{ src: string; srcset?: string }')
  expect(printType(join([object('a b'), object("it's")]))).toBe("{ 'a b'?: string; 'it\\'s'?: string }")
})
