import type { Edit } from '@lazy-image/core/host'

/** The text with every edit made. Equal edits count once; others must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let done = ''
  let at = 0
  for (const { start, end, text: piece } of inOrder(edits)) {
    done += text.slice(at, start) + piece
    at = end
  }
  return done + text.slice(at)
}

/** Edits by where they begin, each once. */
function inOrder(edits: readonly Edit[]): Edit[] {
  const known = new Map(edits.map(edit => [`${edit.start} ${edit.end} ${edit.text}`, edit]))
  return [...known.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

/**
 * What takes an item out of a list that commas separate: with its lines where it has them for itself, else with one of the commas
 * beside it.
 */
export function removeItem(code: string, { start, end }: { start: number; end: number }): Edit {
  const lineStart = code.lastIndexOf('\n', start - 1) + 1
  const [comma] = /^[ \t]*,/.exec(code.slice(end)) ?? ['']
  const behind = end + comma.length
  const [rest] = /^[ \t]*(?:\r?\n|$)/.exec(code.slice(behind)) ?? []
  if (/^[ \t]*$/.test(code.slice(lineStart, start)) && rest !== undefined) {
    return { start: lineStart, end: behind + rest.length, text: '' }
  }
  if (comma !== '') return { start, end: behind + (/^[ \t]*/.exec(code.slice(behind))?.[0].length ?? 0), text: '' }
  const [before] = /,\s*$/.exec(code.slice(0, start)) ?? ['']
  return { start: start - before.length, end, text: '' }
}
