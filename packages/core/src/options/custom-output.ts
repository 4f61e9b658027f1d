import type { KnownDirectives } from './known-directives.js'

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
  /** What the query says that is no directive, and what it says of an element: `alt`, `class` and the like. */
  readonly others: Readonly<Record<string, string>>
  readonly source: {
    /** Absolute path. */
    readonly file: string
    readonly width: number
    readonly height: number
    readonly format: string
  }
}

/** What a query says besides, for an own shape to use. */
export interface OutputExtras {
  /** Stands for the placeholder, put like `src`; alone it becomes a text, or a list of colours for `palette`. */
  readonly placeholder: string | null
  /**
   * Stands for a placeholder of a kind, whether the query asks for one or not, put like the above. It is made only where
   * a shape asks for it.
   *
   * @throws {RangeError} when there is no such kind.
   */
  readonly placeholderOf: (kind: NonNullable<KnownDirectives['placeholder']>) => string
  /** The `sizes` attribute. */
  readonly sizes: string | null
  /** The width that counts as `1x`. */
  readonly basePixels: number | null
}

/**
 * What builds an own shape, as JSON values; a promise of them is waited for.
 *
 * @param images in the order of the query.
 * @param keys what follows the colon in `as=name:a;b`; null without one.
 * @param extras what the query says is null each where it says nothing.
 */
export type BuildOutput = (
  images: readonly OutputImage[],
  keys: readonly string[] | null,
  extras: OutputExtras,
) => unknown

/** An own shape with the type that declarations of imports give it; without one they say `unknown`. */
export interface TypedOutput {
  readonly build: BuildOutput
  /** In TypeScript, such as `{ url: string; ratio: number }`. */
  readonly type: string
}

/** An own shape: what `as=<its name>` evaluates to. */
export type CustomOutput = BuildOutput | TypedOutput
