import { readFile } from 'node:fs/promises'
import { relativePath } from '@lazy-image/core/host'
import type { PartialMessage } from 'esbuild'
import { findReference } from '../../images/references/references.js'
import { groupEqual, type Told, wordOthers } from '../../told/equal.js'
import { describeReason, type Failure } from '../../told/failure.js'
import { toldOf } from '../../told/report.js'
import { wordWarning } from '../../told/warning-text.js'
import type { PlacedWarning } from '../../told/warnings.js'

/** Why an image could not be had, and who else fails for that. esbuild itself adds the place of the import and its line of code. */
export function messageOf([first, ...others]: readonly [Failure, ...Failure[]], root: string): PartialMessage {
  return { text: describeReason(first) + wordOthers(others.map(toldOf), root), detail: first.error }
}

/** The warnings of a build: equal ones once, at the first import, with how many more there are and where. */
export function warningsOf(warnings: readonly PlacedWarning[], root: string): Promise<PartialMessage[]> {
  return Promise.all(
    groupEqual(warnings, warning => warning).map(async ([first, ...others]) => ({
      text: wordWarning(first, first.request) + wordOthers(others, root),
      location: await placeOf(first, root),
    })),
  )
}

/** Failures that no load of esbuild's is told of: equal ones once, at the first place. */
export function errorsOf(failures: readonly Failure[], root: string): Promise<PartialMessage[]> {
  return Promise.all(
    groupEqual(failures, toldOf).map(async equal => ({
      ...messageOf(equal, root),
      location: await placeOf(toldOf(equal[0]), root),
    })),
  )
}

/** A place as esbuild shows it: it counts lines from 1 and columns from 0, and draws the line itself. */
async function placeOf(
  { location, request }: Told,
  root: string,
): Promise<NonNullable<PartialMessage['location']> | null> {
  if (location === undefined) return null
  const { file, line, column } = location
  const code = await readFile(file, 'utf8').catch(() => '')
  const span = findReference(code, request)
  return {
    file: relativePath(root, file),
    line,
    column,
    length: span === undefined ? 0 : span.end - span.start,
    lineText: code.split(/\r?\n/)[line - 1] ?? '',
  }
}
