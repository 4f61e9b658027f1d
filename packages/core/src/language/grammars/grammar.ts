/** How a value is written: in a query as text, in options as a JavaScript value. */
export interface Grammar<Value> {
  /** What a value must be, to follow "must be". */
  readonly rule: string
  /** Spellings to suggest when a text breaks the rule. */
  readonly spellings: readonly string[]
  /** Those of a text that is made of parts, one of which is wrong. */
  spellingsOf?(text: string): { readonly word: string; readonly spellings: readonly string[] }
  /** TypeScript type of the value in an object of directives. */
  readonly type: string
  /** JSON schema of the same. */
  readonly schema: JsonSchema
  /** The value of a text, or undefined when it breaks the rule. A bare key has the empty text. */
  parse(text: string): Value | undefined
  /** The shortest usual text that parses to the value. */
  print(value: Value): string
}

export type JsonSchema = { readonly [key: string]: unknown }
