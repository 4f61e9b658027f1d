/** An output as an own shape sees it. */
export interface OutputImage {
  /** Stands for the URL: put it, unchanged, anywhere into the result, also into a longer text. */
  readonly src: string
  /** Pixels; null when they show only when the picture is made (`trim`). */
  readonly width: number | null
  readonly height: number | null
  /** As the query spells it, else the source's. */
  readonly format: string
  readonly mediaType: string
  readonly space: string
  readonly channels: number
  readonly isProgressive: boolean
  readonly hasProfile: boolean
  readonly hasAlpha: boolean
  readonly frames: number
  /** The directives that ask for this output alone, as texts. */
  readonly directives: Readonly<Record<string, string>>
  /** What the query says that is no directive. */
  readonly others: Readonly<Record<string, string>>
  readonly source: {
    /** Absolute path. */
    readonly file: string
    readonly width: number
    readonly height: number
    readonly format: string
  }
}

/**
 * An own shape: what `as=<its name>` evaluates to, as JSON values; a promise of it is waited for.
 *
 * @param images in the order of the query.
 * @param keys what follows the colon in `as=name:a;b`; null without one.
 */
export type CustomOutput = (images: readonly OutputImage[], keys: readonly string[] | null) => unknown
