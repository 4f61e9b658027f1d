/** An object of a store, as a list tells of it. */
export interface StoredObject {
  key: string
  bytes: number
}

/** The right to do some work alone, for a while. */
export interface StoreLease {
  /** Prolongs it by its whole time; false where it was lost. */
  renew(signal: AbortSignal): Promise<boolean>
  release(signal: AbortSignal): Promise<void>
}

/**
 * Bytes under keys, somewhere behind a network. Keys are of letters, digits, `.`, `_`, `-` and `/`. What fails rejects; whoever asks
 * decides what that costs. What it gives is looked at before it is believed.
 */
export interface RemoteStore {
  /** Names it in messages, without what is secret. */
  readonly name: string

  /**
   * The bytes under a key, or undefined where there are none.
   *
   * @param maxBytes of which an object has no more: one that has is refused before it is held.
   */
  get(key: string, signal: AbortSignal, maxBytes: number): Promise<Uint8Array | undefined>

  /** Keeps bytes; readers see what was there before, or all of the new ones. */
  put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>

  /** Those of the keys under which there is something; absent where it cannot be asked. */
  has?(keys: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>

  /** All objects whose key begins so; absent where it cannot be asked. */
  list?(prefix: string, signal: AbortSignal): AsyncIterable<StoredObject>

  /** Deletes what is there of these keys; absent where nothing can be deleted. */
  delete?(keys: readonly string[], signal: AbortSignal): Promise<void>

  /**
   * Takes a lease that ends by itself after some milliseconds; null where somebody else has it. Absent where the store cannot
   * tell who was first.
   */
  lease?(key: string, validMs: number, signal: AbortSignal): Promise<StoreLease | null>

  /** Whether somebody has a lease that is not over. */
  isLeased?(key: string, signal: AbortSignal): Promise<boolean>

  /** Lets go of connections; the next call opens them anew. */
  close?(): Promise<void>
}
