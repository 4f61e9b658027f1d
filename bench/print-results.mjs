/** Levels of objects and lists that stay on one line: a record with its rounds and what each of them measured. */
const LEVELS = 3

/**
 * JSON with a record a line.
 *
 * @param {unknown} value as JSON.parse gives it.
 * @param {string} [indent] of the line that it begins on.
 */
export function printResults(value, indent = '') {
  if (levels(value) <= LEVELS) return JSON.stringify(value)
  const inner = `${indent} `
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const lines = Object.entries(value).map(([key, member]) => {
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `
    return `${inner}${name}${printResults(member, inner)}`
  })
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}

function levels(value) {
  if (value === null || typeof value !== 'object') return 0
  return 1 + Math.max(0, ...Object.values(value).map(levels))
}
