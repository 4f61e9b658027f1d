/** An encoded image, as far as readings look at it. */
export interface Made {
  width: number
  height: number
  data: Uint8Array
  mediaType: string
}

/** Something that a value may take from an encoded image. */
export interface ReadingKind {
  readonly name: string
  /** In TypeScript. */
  readonly type: 'number' | 'string' | 'string[]'
  /** Whether the value is text that no quoting can harm, so that a token for it can stand in a string as it is. */
  readonly isPlainText: boolean
  read(made: Made): number | string | readonly string[]
}
