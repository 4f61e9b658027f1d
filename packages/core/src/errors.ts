import { basename } from 'node:path'

/** Who must act on an error. */
export type ErrorKind = 'input' | 'directive' | 'option' | 'limit' | 'unsupported' | 'io' | 'aborted' | 'internal'

/** Every stable error code with who must act on it. The engine's codes are part of the list. */
const KIND_OF_CODE = {
  SOURCE_NOT_FOUND: 'input',
  SOURCE_UNREADABLE: 'input',
  SOURCE_EMPTY: 'input',
  SOURCE_NOT_AN_IMAGE: 'input',
  SOURCE_TRUNCATED: 'input',
  SOURCE_CORRUPT: 'input',
  SOURCE_REPAIRED: 'input',
  GAIN_MAP_DROPPED: 'input',
  SOURCE_OUTSIDE_ROOTS: 'input',
  SOURCE_CHANGED: 'io',
  REFERENCE_UNFOLLOWED: 'input',
  FORMAT_UNSUPPORTED: 'unsupported',
  FEATURE_UNSUPPORTED: 'unsupported',
  NODE_UNSUPPORTED: 'unsupported',
  LIMIT_PIXELS: 'limit',
  LIMIT_SIDE: 'limit',
  LIMIT_FILE_BYTES: 'limit',
  LIMIT_METADATA_BYTES: 'limit',
  LIMIT_FRAMES: 'limit',
  LIMIT_ANIMATION_PIXELS: 'limit',
  LIMIT_SVG_ELEMENTS: 'limit',
  LIMIT_SVG_NESTING: 'limit',
  LIMIT_VARIANTS: 'limit',
  OUT_OF_MEMORY: 'limit',
  OUTPUT_TOO_LARGE: 'limit',
  BUDGET_UNREACHABLE: 'limit',
  BUDGET_EXCEEDED: 'limit',
  TIMEOUT: 'limit',
  OUTPUT_UNWRITABLE: 'io',
  OUTPUT_COLLISION: 'input',
  DIRECTIVE_UNKNOWN: 'directive',
  DIRECTIVE_REPEATED: 'directive',
  DIRECTIVE_INVALID: 'directive',
  DIRECTIVE_INEFFECTIVE: 'directive',
  TRANSPARENCY_LOST: 'directive',
  ANIMATION_LOST: 'directive',
  HDR_LOST: 'directive',
  PLACE_UNFIT: 'directive',
  OPTION_INVALID: 'option',
  NATIVE_LOAD_FAILED: 'io',
  ABORTED: 'aborted',
  INVALID_REQUEST: 'internal',
  ENGINE_FAILURE: 'internal',
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof KIND_OF_CODE

/** Where in the user's code the cause lies. */
export interface SourceLocation {
  /** Absolute path of the importing file. */
  file: string
  /** 1-based. */
  line: number
  /** 0-based, as Rollup, Vite and webpack count. */
  column: number
  /** The line in its surroundings, with a caret. */
  frame: string
}

export interface ErrorDetails {
  /** The image file the error is about. */
  image?: string
  location?: SourceLocation
  /** Parts of the request's query that the error is about. */
  spans?: readonly { start: number; end: number }[]
  cause?: unknown
}

/** The one error class of lazy-image. Its message names the rule, the value received and what to do. */
export class LazyImageError extends Error {
  override readonly name = 'LazyImageError'
  readonly code: ErrorCode
  readonly kind: ErrorKind
  readonly image: string | undefined
  readonly location: SourceLocation | undefined
  readonly spans: readonly { start: number; end: number }[]

  constructor(code: ErrorCode, message: string, { image, location, spans = [], cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.kind = KIND_OF_CODE[code]
    this.image = image
    this.location = location
    this.spans = spans
    if (this.kind === 'option' || code === 'NODE_UNSUPPORTED') hideCode(this)
  }

  /** The same error, told where it was caused. */
  at(location: SourceLocation | undefined): LazyImageError {
    if (location === undefined) return this
    const { code, message, image, spans, cause } = this
    return new LazyImageError(code, message, { location, spans, cause, ...(image === undefined ? {} : { image }) })
  }
}

/** How Node prints an object where it has a say itself. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** A mistake in a configuration or an old Node is nothing that our code, or its fields, would explain: bundlers print both. */
function hideCode(error: Error): void {
  const text = `${error.name}: ${error.message}`
  // Rollup tells the message, and of the stack what is left without this line.
  Object.defineProperty(error, 'stack', { value: `${text}\n`, configurable: true, writable: true })
  Object.defineProperty(error, INSPECT, { value: () => text })
  // Of what nobody catches, Node prints the fields that it can count.
  for (const field of Object.keys(error)) Object.defineProperty(error, field, { enumerable: false })
}

/** A message with the picture that it is about, where it does not say so itself: a request may name several. */
export function namePicture(message: string, image: string): string {
  const name = basename(image)
  return message.includes(name) ? message : `${message} (in ${name})`
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(KIND_OF_CODE, code)
}

/** Anything thrown, as the one class; what is not ours is our own bug until shown otherwise. */
export function toLazyImageError(error: unknown): LazyImageError {
  if (error instanceof LazyImageError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new LazyImageError(isErrorCode(code) ? code : 'ENGINE_FAILURE', message, { cause: error })
}
