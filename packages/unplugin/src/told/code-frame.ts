/** Lines shown before and after the one that matters. */
const AROUND = 2

/**
 * A few lines of code with a mark under a part of one.
 *
 * @param line 1-based.
 * @param column 0-based.
 * @param length of the marked part in characters.
 */
export function drawCodeFrame(code: string, line: number, column: number, length: number): string {
  const lines = code.split(/\r?\n/)
  const first = Math.max(1, line - AROUND)
  const last = Math.min(lines.length, line + AROUND)
  const width = String(last).length
  const frame: string[] = []
  for (let number = first; number <= last; number++) {
    const text = lines[number - 1] ?? ''
    frame.push(`${String(number).padStart(width)} | ${text}`.trimEnd())
    if (number === line) {
      const indent = text.slice(0, column).replaceAll(/[^\t]/g, ' ')
      frame.push(`${' '.repeat(width)} | ${indent}${'^'.repeat(Math.max(1, length))}`)
    }
  }
  return frame.join('\n')
}
