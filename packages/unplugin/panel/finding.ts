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
