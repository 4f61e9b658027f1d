import type { SourceLocation } from '@lazy-image/core'
import type { PlannedImage } from '@lazy-image/core/host'
import type { Failure } from '../told/failure.js'

/** An image request in a text, such as a stylesheet, as what brings it there knows it. */
export interface TextRequest {
  /** Absolute path and query. */
  id: string
  /** Absolute path of the file that holds it: what a stylesheet includes is no module of the bundler's. */
  file: string
  /** The request as it is written. */
  specifier: string
  /** The place as its author calls it, such as `url()`. */
  place: string
  /** Where it is written, where that is known better than by looking for it. */
  location?: SourceLocation | undefined
  /** Whether the image itself may stand there where the bundler's options want that of small ones. Default false. */
  mayBeInline?: boolean
}

/** What a text shows of images, as a module of code does. */
export interface ShownImages {
  /** Images whose files it refers to by URL. */
  readonly files: readonly PlannedImage[]
  /** Images off which it says something. */
  readonly readings: readonly PlannedImage[]
}

/** What stands in a text in place of a request, or why there is none; null where it is left to the bundler. */
export type Written<Value> = { value: Value } | { failure: Failure } | null
