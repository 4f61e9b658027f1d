import type { Edit } from '@lazy-image/core/host'

/** A place in a project's files. */
export interface Spot {
  /** Absolute. */
  file: string
  /** 1-based. */
  line: number
  /** 1-based. */
  column: number
}

/** Something to be known of a place, or of the project as a whole. */
export interface Remark {
  spot: Spot | null
  text: string
}

/** A call of the tool's plugin, and what it becomes. */
export interface MigratedCall {
  spot: Spot
  /** Which plugin the call is one of afterwards. */
  plugin: 'lazyImage' | 'imagetools' | 'vite-imagetools'
  /** Requests that were planned both ways and come to the same. */
  requests: number
  /** Why it is not `lazyImage()`. */
  because: Remark[]
}

/** A query that is put into other words. */
export interface MigratedQuery {
  spot: Spot
  /** As written, with its path. */
  text: string
  /** Without its question mark. */
  to: string
}

/** A file with what is done to it. */
export interface MigratedFile {
  /** Absolute. */
  file: string
  before: string
  edits: Edit[]
}

/** All that a migration does, before anything is written. */
export interface Migration {
  files: MigratedFile[]
  calls: MigratedCall[]
  queries: MigratedQuery[]
  /** Worth knowing; nothing is to be done. */
  notes: Remark[]
  /** What its author has to do. */
  left: Remark[]
}
