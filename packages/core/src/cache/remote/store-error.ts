/** Why a store did not do what it was asked. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** Whether there is no sense in asking again: it refuses whoever asks, or is not there. */
  readonly isFinal: boolean

  constructor(message: string, isFinal = false, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.isFinal = isFinal
  }
}

/** An object that is larger than it may be: it is not taken, and says nothing of the others. */
export class OversizeError extends Error {
  override readonly name = 'OversizeError'

  static beyond(maxBytes: number): OversizeError {
    return new OversizeError(`it has more than ${maxBytes} bytes`)
  }
}
