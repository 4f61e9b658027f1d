/** A value that is written out in code; null for what only running code knows. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal }

interface Word {
  type: string
  value: string
}

/**
 * The arguments of a call that are written out.
 *
 * @param words from the opening parenthesis on, without spaces and comments.
 */
export function readArguments(words: readonly Word[]): Literal[] {
  return new Reader(words).list(')')
}

/** Reads values from left to right; what it cannot read it passes over, to the next comma at the same depth. */
class Reader {
  readonly #words: readonly Word[]
  #at = 0

  constructor(words: readonly Word[]) {
    this.#words = words
  }

  /** What stands between the bracket here and its end, separated by commas. */
  list(end: string): Literal[] {
    const items: Literal[] = []
    this.#at++
    while (this.#value !== end && this.#value !== undefined) {
      items.push(this.#whole(() => this.#literal()))
      if (this.#value === ',') this.#at++
    }
    this.#at++
    return items
  }

  get #value(): string | undefined {
    return this.#words[this.#at]?.value
  }

  #literal(): Literal {
    const { type, value } = this.#words[this.#at] ?? { type: '', value: '' }
    if (value === '[') return this.list(']')
    if (value === '{') return this.#record()
    this.#at++
    if (type === 'StringLiteral' || type === 'NoSubstitutionTemplate') return value.slice(1, -1)
    if (type === 'NumericLiteral') return Number(value)
    return value === 'true' || value === 'false' ? value === 'true' : null
  }

  #record(): Literal {
    const entries: [string, Literal][] = []
    let isWhole = true
    this.#at++
    while (this.#value !== '}' && this.#value !== undefined) {
      const { type, value } = this.#words[this.#at] ?? { type: '', value: '' }
      const key = type === 'StringLiteral' ? value.slice(1, -1) : value
      this.#at++
      if (this.#value === ':') {
        this.#at++
        entries.push([key, this.#whole(() => this.#literal())])
      } else {
        // A spread, a method or a name alone: what it adds is not written here.
        isWhole = false
        this.#skip()
      }
      if (this.#value === ',') this.#at++
    }
    this.#at++
    return isWhole ? Object.fromEntries(entries) : null
  }

  /** A value that the next comma or bracket ends; null where more belongs to it. */
  #whole(read: () => Literal): Literal {
    const value = read()
    if (this.#ends()) return value
    this.#skip()
    return null
  }

  #ends(): boolean {
    return this.#value === undefined || [',', ')', ']', '}'].includes(this.#value)
  }

  #skip(): void {
    for (let depth = 0; this.#value !== undefined && (depth > 0 || !this.#ends()); this.#at++) {
      if (/^[([{]$/.test(this.#value)) depth++
      if (/^[)\]}]$/.test(this.#value)) depth--
    }
  }
}
