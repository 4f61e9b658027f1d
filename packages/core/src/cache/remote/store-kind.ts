import type { RemoteOptions } from '../../options/remote-options.js'
import type { RemoteStore } from '../../options/remote-store.js'

/** What the options say of a store, and where it is used. */
export interface StoreAsked {
  address: URL
  /** The same as it was written: URLs encode braces. */
  text: string
  options: RemoteOptions
  /** Whether something may be stored. */
  mayWrite: boolean
  /** The project's folder. */
  root: string
}

/** One kind of store that a URL can name. */
export interface StoreKind {
  /** The beginnings of its URLs, with their colon. */
  readonly schemes: readonly string[]
  /** How such a URL looks, for messages. */
  readonly example: string
  /** The options that this kind alone has. */
  readonly options: readonly (keyof RemoteOptions)[]
  /**
   * Checks what is asked for; the code of the store is loaded when it is opened.
   *
   * @throws {LazyImageError} `OPTION_INVALID`
   */
  prepare(asked: StoreAsked): () => Promise<RemoteStore>
}
