import type { InlineLimit } from './inline-limit.js'

/** A place in code that refers to an emitted file. */
export interface FileUse {
  /** Of the output. */
  format: string
  /** Of the file, from the folder of the chunk that refers to it. */
  relativePath: string
}

/** What stands in code for the URL of a file: an expression, the file itself as a data URI, or what the bundler writes. */
export type FilePlace = { expression: string } | 'inline' | 'bundler'

/** How code refers to files. */
export interface UrlTraits {
  /** An expression for the URL of an emitted file. */
  urlExpression(reference: string): string
  /** The URL of an emitted file as it stands in a text that is no code; null where texts hold the files themselves. */
  urlInText: ((reference: string) => string) | null
  /** What becomes of `import.meta.ROLLUP_FILE_URL_…` in an output. */
  placeFile(use: FileUse): FilePlace
}

/** What differs between the bundlers that share Rollup's build hooks. */
export interface BuildTraits extends UrlTraits {
  /** Query keys that belong to the bundler. */
  hostKeys: ReadonlySet<string>
  /** Whether this build writes its assets; a server build leaves that to the client's. */
  emitsAssets: boolean
  /** Whether others look files up that no code refers to, as backends do with a manifest. */
  listsFiles: boolean
  /** Which images stand in the code in place of their URLs; null for none. */
  inlineLimit: InlineLimit | null
  /** How the report calls this side of the build. */
  side: string
}
