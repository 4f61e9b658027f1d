import type { Examined } from '../picture.js'

/** What somebody may copy. */
export interface Snippet {
  label: string
  text: string
}

/** What is wrong with a picture, or could be better, and what to do. */
export interface Finding {
  /** A problem costs whoever looks at the page; a hint may be meant. */
  severity: 'problem' | 'hint'
  /** A few words. */
  title: string
  /** Sentences. */
  advice: string
  snippets: readonly Snippet[]
}

/** A kind of finding. */
export interface FindingKind {
  name: string
  /** Null where there is nothing of the kind. */
  find(examined: Examined): Finding | null
}
