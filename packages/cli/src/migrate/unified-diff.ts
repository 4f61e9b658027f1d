import type { Edit } from '@lazy-image/core/host'
import { applyEdits, inOrder } from './text-edits.js'

/** Lines of a file that go, and those that come. */
interface Block {
  /** First line that goes, from 0. */
  from: number
  /** Behind the last. */
  to: number
  added: string[]
}

/** Lines that stay around a change. */
const CONTEXT = 3

/**
 * What edits do to a file, as `patch` and `git apply` read it; nothing where they change nothing.
 *
 * @param name of the file, relative to where the diff is applied.
 */
export function unifiedDiff(name: string, before: string, edits: readonly Edit[]): string {
  const lines = linesOf(before)
  const blocks = blocksOf(before, lines, edits)
  if (blocks.length === 0) return ''
  const hunks: Block[][] = []
  for (const block of blocks) {
    const last = hunks.at(-1)
    const previous = last?.at(-1)
    if (last !== undefined && previous !== undefined && block.from - previous.to <= 2 * CONTEXT) last.push(block)
    else hunks.push([block])
  }
  let grown = 0
  const printed = hunks.map(hunk => {
    const text = printHunk(hunk, lines, grown)
    for (const { from, to, added } of hunk) grown += added.length - (to - from)
    return text
  })
  // A file that is not there yet.
  const from = before === '' ? '/dev/null' : `a/${name}`
  return `--- ${from}\n+++ b/${name}\n${printed.join('')}`
}

function printHunk(blocks: readonly Block[], lines: readonly string[], grown: number): string {
  const from = Math.max(0, (blocks[0]?.from ?? 0) - CONTEXT)
  const to = Math.min(lines.length, (blocks.at(-1)?.to ?? 0) + CONTEXT)
  let text = ''
  let at = from
  let added = 0
  for (const block of blocks) {
    text += printLines(' ', lines.slice(at, block.from))
    text += printLines('-', lines.slice(block.from, block.to)) + printLines('+', block.added)
    added += block.added.length - (block.to - block.from)
    at = block.to
  }
  text += printLines(' ', lines.slice(at, to))
  return `@@ -${range(from, to - from)} +${range(from + grown, to - from + added)} @@\n${text}`
}

function range(from: number, count: number): string {
  return `${count === 0 ? from : from + 1},${count}`
}

function printLines(sign: string, lines: readonly string[]): string {
  return lines
    .map(line => (line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`))
    .join('')
}

function blocksOf(before: string, lines: readonly string[], edits: readonly Edit[]): Block[] {
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length)
  const lineAt = (index: number) => starts.findLastIndex(start => start <= index)
  const groups: { from: number; to: number; edits: Edit[] }[] = []
  for (const edit of inOrder(edits)) {
    const from = Math.min(lineAt(edit.start), lines.length - 1)
    // Whole lines end before the next one begins.
    const to = Math.min(lineAt(Math.max(edit.start, edit.end - 1)), lines.length - 1) + 1
    const last = groups.at(-1)
    if (last !== undefined && from <= last.to) {
      last.to = Math.max(last.to, to)
      last.edits.push(edit)
    } else groups.push({ from, to, edits: [edit] })
  }
  return groups.flatMap(group => {
    const start = starts[group.from] ?? 0
    const old = lines.slice(group.from, group.to)
    const moved = group.edits.map(edit => ({ ...edit, start: edit.start - start, end: edit.end - start }))
    return trimmed(group.from, old, linesOf(applyEdits(before.slice(start, starts[group.to]), moved)))
  })
}

/** The block without lines that stay. */
function trimmed(from: number, old: readonly string[], added: readonly string[]): Block[] {
  let head = 0
  while (head < old.length && head < added.length && old[head] === added[head]) head++
  let tail = 0
  while (tail < old.length - head && tail < added.length - head && old.at(-1 - tail) === added.at(-1 - tail)) tail++
  if (head + tail === old.length && head + tail === added.length) return []
  return [{ from: from + head, to: from + old.length - tail, added: added.slice(head, added.length - tail) }]
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}
