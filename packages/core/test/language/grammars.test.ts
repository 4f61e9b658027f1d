import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Directive } from '../../dist/language/directive.js'
import { parseQuery, printQuery, splitList } from '../../dist/language/query.js'
import { Registry } from '../../dist/language/registry.js'
import { ownShape } from '../../dist/language/shape.js'
import { SHAPES } from '../../dist/shapes/shapes.js'
import { FREE_TEXTS, OPTIONS_FOR_TEXTS, TEXTS } from '../support/directive-texts.js'

const own = Object.keys(OPTIONS_FOR_TEXTS.outputs).map(ownShape)
const registry = new Registry(Object.keys(OPTIONS_FOR_TEXTS.presets), [...SHAPES, ...own])

function textsOf({ name }: Directive): fc.Arbitrary<string> {
  const texts = TEXTS[name]
  if (texts === undefined) throw new Error(`no texts for ${name}`)
  return texts
}

test('every directive is among those that are tried here, and no other', () => {
  expect(Object.keys(TEXTS).sort()).toEqual(registry.directives.map(({ name }) => name).sort())
})

describe.each(registry.directives.map(directive => [directive.name, directive] as const))('%s', (_, directive) => {
  const { grammar } = directive

  test('takes every text that is good, and its printed value means the same', () => {
    fc.assert(
      fc.property(textsOf(directive), text => {
        const value = grammar.parse(text)
        expect(value, text).toBeDefined()
        expect(grammar.parse(grammar.print(value)), grammar.print(value)).toEqual(value)
      }),
      { numRuns: 300 },
    )
  })

  test('prints a value in one way, which a query holds as one value', () => {
    fc.assert(
      fc.property(textsOf(directive), text => {
        const printed = grammar.print(grammar.parse(text))
        expect(grammar.print(grammar.parse(printed))).toBe(printed)
        if (directive.multiplies) expect(splitList(printed)).toEqual([printed])
        expect(parseQuery(printQuery([{ key: directive.name, text: printed }]))).toMatchObject([
          { key: directive.name, text: printed },
        ])
      }),
      { numRuns: 300 },
    )
  })

  test('reads any text without an exception, and what it takes comes back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutated(textsOf(directive))), text => {
        const value = grammar.parse(text)
        if (value !== undefined) expect(grammar.parse(grammar.print(value))).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  test.skipIf(FREE_TEXTS.includes(directive.name))('leaves names that every object has alone', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(grammar.parse(name), name).toBeUndefined()
    }
  })

  test('shows examples that its grammar takes', () => {
    for (const [written] of directive.examples) {
      const [{ text = '' } = {}] = parseQuery(`${directive.name}=${written}`)
      for (const single of directive.multiplies ? splitList(text) : [text]) {
        expect(grammar.parse(single), single).toBeDefined()
      }
    }
  })
})

/** A good text with one character more, less or other. */
function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.nat(), fc.constantFrom('', '0', '.', ',', '-', ' ', '%', 'e', 'x', ':', ';', '#'), fc.nat(1))
    .map(([text, at, character, removed]) => {
      const index = at % (text.length + 1)
      return text.slice(0, index) + character + text.slice(index + removed)
    })
}
