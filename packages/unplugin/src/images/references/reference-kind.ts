/** Where in code an image is referred to. */
export interface Span {
  start: number
  /** Behind the last character. */
  end: number
}

/** A way in which code refers to images. */
export interface ReferenceKind {
  readonly name: string
  /**
   * Where the code writes what became a specifier, with its quotes; undefined where it does not in this way.
   *
   * @param specifier as the bundler asked for it, which for a pattern is not as it is written.
   */
  find(code: string, specifier: string): Span | undefined
}
