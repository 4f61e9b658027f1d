import type { Rule } from './compiler.js'

/** A request as it is written. */
export interface ForeignRequest {
  /** Of the file, perhaps by an alias. */
  path: string
  /** Without its question mark. */
  query: string
  /** Whether it is written where one URL is needed, as in a style. */
  needsUrl: boolean
}

/** Requests in the words of another tool, whose users come to us with them. */
export interface ForeignRequests {
  /**
   * The query of ours that stands for a request; null for one that is none of that tool's.
   *
   * @throws {LazyImageError} for one that nobody can make anything of.
   */
  translate(request: ForeignRequest): string | null
  /** The member that an object of that tool's is as text. */
  readonly textMember?: string
  /** Where that tool's options put files, unless a rule says otherwise. */
  readonly files?: NonNullable<Rule['generator']>
}
