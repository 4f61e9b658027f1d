/** One key of the query language. */
export interface Directive<Name extends string, Value> {
  readonly name: Name
  readonly aliases: readonly string[]
  /** Bare keys that mean this directive with themselves as value, such as `webp` for `format=webp`. */
  readonly shorthands: readonly string[]
  /** Whether `;` separates values that multiply the outputs. */
  readonly multiplies: boolean
  /** One line for documentation. */
  readonly doc: string
  /** What a value must be, to follow "must be". */
  readonly rule: string
  /** Spellings to suggest when a value breaks the rule. */
  readonly spellings: readonly string[]
  /** The value of a text, or undefined when it breaks the rule. */
  parse(text: string): Value | undefined
  /** The text that parses to the value. */
  print(value: Value): string
}

/** A text of decimal digits within bounds; signs, fractions, exponents and other alphabets are not numbers here. */
export function parseInteger(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined
  const value = Number(text)
  return value >= least && value <= most ? value : undefined
}
