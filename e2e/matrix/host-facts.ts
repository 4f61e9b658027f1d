import type { Feature } from './feature.js'

/** Why a reference cannot be used in a host, and what is written instead. Both are sentences of docs/hosts.md. */
export interface Lack {
  because: string
  instead: string
}

/** What a host can do with the rows of the matrix: all of them, but for what is said here. */
export interface HostFacts {
  /** As docs/hosts.md and the tests call it. */
  readonly name: string
  /** Whether it puts small files into styles as data, so that what is seen there is compared by content. */
  readonly inlinesInStyles?: true
  /** What `require` gives, whatever the request comes to: the value, or a module whose `default` it is. */
  readonly requires: 'value' | 'module'
  /** Features that it does not have. */
  readonly lacks: Readonly<Partial<Record<Feature, Lack>>>
  /** Single rows that do not work though the host has the feature, by the row's name. */
  readonly exceptions?: Readonly<Record<string, Lack>>
  /** The same for the base `./` alone. */
  readonly relativeExceptions?: Readonly<Record<string, Lack>>
  /** The same for its dev server, besides those above. */
  readonly devExceptions?: Readonly<Record<string, Lack>>
}
