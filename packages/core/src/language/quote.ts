/** Longest part of a text that a message repeats. */
const MOST_CHARACTERS = 100

/** A text of the user's as messages repeat it. */
export function quote(text: string): string {
  return text.length <= MOST_CHARACTERS ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, MOST_CHARACTERS))}…`
}
