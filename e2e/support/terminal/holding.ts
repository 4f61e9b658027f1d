/** How a program is held while it makes images: `hold-batch.mjs` says what each means. */
export interface Hold {
  /** Outputs that are told of before all of `until` was written. */
  outputs: number
  /** Patterns of regular expressions. */
  until: readonly string[]
  speed?: number
}

/** What makes a program of Node's hold its batch, as variables of its environment. */
export function holding(hold: Hold): { HOLD: string; NODE_OPTIONS: string } {
  return {
    HOLD: JSON.stringify(hold),
    NODE_OPTIONS: `--import=${new URL('./hold-batch.mjs', import.meta.url).href}`,
  }
}
