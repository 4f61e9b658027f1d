import type { SourceLocation } from '@lazy-image/core'
import { groupEqual, type Told, wordOthers } from './equal.js'
import { describeFailure, describeReason, type Failure } from './failure.js'
import { appendFrame, comparePlaces } from './place.js'

/** An error as Rollup, Rolldown and Vite take it. */
export interface HostError {
  message: string
  id?: string
  loc?: { file: string; line: number; column: number }
  frame?: string
  code: string
  stack?: string
}

/** One error for all failures of a build, in the order of the code, so that each is told however many there are. */
export function reportFailures(failures: readonly Failure[], root: string): HostError {
  const sorted = [...failures].sort(compareFailures)
  const [first] = sorted
  if (first === undefined) throw new RangeError('an error needs at least one failure')
  return { ...listFailures(sorted, first, root), code: first.error.code, ...hideStack(failures) }
}

/** Of one place by what is written there: modules of it are loaded at once, and end in any order. */
function compareFailures(a: Failure, b: Failure): number {
  return (
    comparePlaces(a.error.location, b.error.location) || Number(a.request > b.request) - Number(a.request < b.request)
  )
}

/** What is known of images when it is another error that ends a build. */
export function mentionFailures(failures: readonly Failure[], root: string): string {
  const [first] = failures
  return failures.length === 1 && first !== undefined
    ? describeFailure(first, root)
    : reportFailures(failures, root).message
}

function listFailures(failures: readonly Failure[], first: Failure, root: string): Omit<HostError, 'code' | 'stack'> {
  // One place is for the bundler to show, in its own way; of several it would show the first as if it were all.
  if (failures.length === 1) return { message: describeReason(first), ...placeOf(first.error.location) }
  const list = groupEqual(failures, toldOf).map(([one, ...others], index) => {
    const number = `${index + 1}) `
    const indent = `\n${' '.repeat(number.length)}`
    return number + describeEqual([one, ...others], root).replaceAll('\n', indent)
  })
  return { message: `${failures.length} image imports cannot be built\n\n${list.join('\n\n')}\n` }
}

/** Failures for one reason: the first with its place and its code, and where the others are. */
export function describeEqual([one, ...others]: readonly [Failure, ...Failure[]], root: string): string {
  return appendFrame(describeFailure(one, root), one.error.location) + wordOthers(others.map(toldOf), root)
}

/** All failures of a build for whoever tells a text and shows no place. */
export function describeAll(failures: readonly Failure[], root: string): string {
  const [first] = failures
  const isAlone = failures.length === 1 && first !== undefined
  return isAlone ? describeEqual([first], root) : reportFailures(failures, root).message
}

/** What equal failures have in common, and where each is. */
export function toldOf({ request, error: { code, message, location } }: Failure): Told {
  return { code, message, request, location }
}

/** Where our own code was when a user's image failed tells the user nothing, and hides what does under a dozen lines. */
function hideStack(failures: readonly Failure[]): Pick<HostError, 'stack'> {
  return failures.some(({ error }) => error.kind === 'internal') ? {} : { stack: '' }
}

function placeOf(location: SourceLocation | undefined): Pick<HostError, 'id' | 'loc' | 'frame'> {
  if (location === undefined) return {}
  const { file, line, column, frame } = location
  return { id: file, loc: { file, line, column }, frame }
}
