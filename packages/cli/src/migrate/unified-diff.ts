import type { Edit } from '@lazy-image/core/host'
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { applyEdits } from './text-edits.js'

/**
 * What edits do to a file, as `patch` and `git apply` read it; nothing where they change nothing.
 *
 * @param name of the file, relative to where the diff is applied.
 */
export function unifiedDiff(name: string, before: string, edits: readonly Edit[]): string {
  const after = applyEdits(before, edits)
  if (after === before) return ''
  // A file that is not there yet.
  const old = before === '' ? '/dev/null' : `a/${name}`
  return createTwoFilesPatch(old, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  })
}
