import fc from 'fast-check'
import { TEXTS } from './directive-texts.js'

/** Texts by the names of the directives, in the order of a query. */
export type Written = readonly (readonly [name: string, text: string])[]

/** Parts that lie inside any picture. */
const crop = fc
  .tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
  .map(lengths => lengths.map(length => `${length}%`).join(','))

/** No larger than any of the formats holds, even at the highest density, four times as wide and turned. */
const side = fc.integer({ min: 1, max: 250 }).map(String)
const aspect = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(':', '/'), fc.integer({ min: 1, max: 4 }))
  .map(parts => parts.join(''))

const OVERRIDES: Readonly<Record<string, fc.Arbitrary<string>>> = { crop, w: side, h: side, aspect }

const OF_THE_WHOLE: readonly string[] = [
  ...['as', 'inline', 'placeholder', 'basePixels', 'sizes', 'preset'],
  ...['alt', 'class', 'loading', 'decoding', 'fetchpriority', 'media'],
]

/** Names of the directives that ask for single outputs. */
export const OUTPUT_NAMES: readonly string[] = Object.keys(TEXTS).filter(name => !OF_THE_WHOLE.includes(name))

/** A text of an output directive, of those that can be planned for any picture. */
export function textOf(name: string): fc.Arbitrary<string> {
  const texts = OVERRIDES[name] ?? TEXTS[name]
  if (texts === undefined) throw new Error(`no texts for ${name}`)
  return texts
}

/**
 * Some output directives in any order.
 *
 * @param most values in a list.
 */
export function anyWritten(most: number): fc.Arbitrary<Written> {
  return fc
    .shuffledSubarray([...OUTPUT_NAMES], { minLength: 1, maxLength: 9 })
    .chain(names =>
      fc.tuple(
        ...names.map(name =>
          fc
            .uniqueArray(textOf(name), { minLength: 1, maxLength: most })
            // Alone, an empty text is a bare key; in a list it is a slip. A colon holds a list together.
            .filter(texts => texts.length === 1 || texts.every(text => text !== '' && !text.includes(':')))
            .map(texts => [name, texts.join(';')] as const),
        ),
      ),
    )
    .filter(written => written.reduce((count, [, text]) => count * text.split(';').length, 1) <= 16)
}

export function queryOf(written: Written): string {
  return written.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&')
}
