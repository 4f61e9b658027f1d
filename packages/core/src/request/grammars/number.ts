import type { Grammar } from './grammar.js'

/** Decimal digits within bounds; signs, exponents and other alphabets are not numbers here unless the bounds allow a minus. */
export function integer(least: number, most: number, unit = ''): Grammar<number> {
  return {
    rule: `an integer from ${least} to ${most}${unit === '' ? '' : ` (${unit})`}`,
    spellings: [],
    type: 'number',
    schema: { type: 'integer', minimum: least, maximum: most },
    parse: text => (/^-?\d{1,9}$/.test(text) ? within(Number(text), least, most) : undefined),
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
    parse: text => (isDecimal(text) ? within(Number(text), least, most) : undefined),
    print: printDecimal,
  }
}

export function isDecimal(text: string): boolean {
  return /^-?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})$/.test(text)
}

/** No exponent, however small: the grammar has none. */
export function printDecimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(9).replace(/\.?0+$/, '') : text
}

function within(value: number, least: number, most: number): number | undefined {
  // `-0` is 0.
  return value >= least && value <= most ? value + 0 : undefined
}
