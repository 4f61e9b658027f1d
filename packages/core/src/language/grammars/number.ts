import type { Grammar } from './grammar.js'

/** Decimal digits within bounds; signs, exponents and other alphabets are not numbers here unless the bounds allow a minus. */
export function integer(least: number, most: number, unit = ''): Grammar<number> {
  return {
    rule: `an integer from ${least} to ${most}${unit === '' ? '' : ` (${unit})`}`,
    spellings: [],
    type: 'number',
    schema: { type: 'integer', minimum: least, maximum: most },
    parse: text => within(/^-?\d{1,9}$/.test(text) ? Number(text) : undefined, least, most),
    print: String,
  }
}

/** A decimal number within bounds, such as `0.5`. */
export function decimal(least: number, most: number, unit = ''): Grammar<number> {
  return {
    rule: `a number from ${least} to ${most}${unit === '' ? '' : ` (${unit})`}`,
    spellings: [],
    type: 'number',
    schema: { type: 'number', minimum: least, maximum: most },
    parse: text => within(parseDecimal(text), least, most),
    print: printDecimal,
  }
}

/** As many decimals as it takes to write any number of everyday size exactly. */
const MOST_DECIMALS = 20

const DECIMAL = new RegExp(`^-?(?:\\d{1,9}(?:\\.\\d{0,${MOST_DECIMALS}})?|\\.\\d{1,${MOST_DECIMALS}})$`)

/** The number that a text writes in decimal digits, without an exponent. */
export function parseDecimal(text: string): number | undefined {
  return DECIMAL.test(text) ? positiveZero(Number(text)) : undefined
}

/** A text that parses to the very same number. No exponent, however small: the grammar has none. */
export function printDecimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(MOST_DECIMALS).replace(/\.?0+$/, '') : text
}

function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? positiveZero(value) : undefined
}

/** `-0` is 0: they are equal and must print alike. */
function positiveZero(value: number): number {
  return value + 0
}
