import type { Pipeline } from '@lazy-image/core/host'

/** A place in a file that may ask for an image. */
export interface Mention {
  specifier: string
  /** Where it begins in the file, in characters. */
  index: number
  /** Whether a name without a dot is a path from the file first, as in a page or a stylesheet; else a package's or an alias. */
  isUrl: boolean
  /** Whether it surely is meant for a bundler; a text that only looks like it may be anything. */
  isSure: boolean
}

export interface ReadFile {
  /** Absolute path. */
  file: string
  code: string
  pipeline: Pipeline
}

/** A way to find the image requests of a file. Several may read one file. */
export interface ReaderKind {
  readonly name: string
  /** Whether files that end like this hold what it finds. @param extension with its dot, in lower case. */
  reads(extension: string): boolean
  find(read: ReadFile): Promise<readonly Mention[]>
}
