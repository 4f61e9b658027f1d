/** Texts longer than this tell nothing more at their end. */
const MOST_CHARACTERS = 120

/** The value of an import as a reader would look at it: JSON, long texts cut. */
export function shortened(value) {
  if (typeof value === 'string') return cut(value)
  return JSON.stringify(value, (_key, member) => (typeof member === 'string' ? cut(member) : member), 2)
}

function cut(text) {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`
}

/** Decimal, as file managers count. */
export function bytesOf(size) {
  if (size < 1000) return `${size} B`
  return size < 1e6 ? `${(size / 1e3).toFixed(size < 1e4 ? 1 : 0)} kB` : `${(size / 1e6).toFixed(2)} MB`
}
