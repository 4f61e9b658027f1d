import type { LazyImageError, SourceLocation } from '@lazy-image/core'
import { pointAt } from '@lazy-image/core/host'
import { placed } from './placed.js'

/** An image that could not be had, and for whom. */
export interface Failure {
  /** The import as it is written, else the module's id. */
  request: string
  error: LazyImageError
}

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
export function hostError(failures: readonly Failure[], root: string): HostError {
  const sorted = [...failures].sort(byPlace)
  const [first] = sorted
  if (first === undefined) throw new RangeError('an error needs at least one failure')
  return { ...reportOf(sorted, first, root), code: first.error.code, ...stackFor(failures) }
}

function reportOf(failures: readonly Failure[], first: Failure, root: string): Omit<HostError, 'code' | 'stack'> {
  // One place is for the bundler to show, in its own way; of several it would show the first as if it were all.
  if (failures.length === 1) return { message: reason(first), ...placeOf(first.error.location) }
  const list = failures.map((failure, index) => {
    const number = `${index + 1}) `
    const indent = `\n${' '.repeat(number.length)}`
    return number + framed(describe(failure, root), failure.error.location).replaceAll('\n', indent)
  })
  return { message: `${failures.length} image imports cannot be built\n\n${list.join('\n\n')}\n` }
}

/** What is known of images when it is another error that ends a build. */
export function hostWarning(failures: readonly Failure[], root: string): string {
  const [first] = failures
  return failures.length === 1 && first !== undefined ? describe(first, root) : hostError(failures, root).message
}

/** Where our own code was when a user's image failed tells the user nothing, and hides what does under a dozen lines. */
function stackFor(failures: readonly Failure[]): Pick<HostError, 'stack'> {
  return failures.some(({ error }) => error.kind === 'internal') ? {} : { stack: '' }
}

function byPlace({ error: { location: a } }: Failure, { error: { location: b } }: Failure): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
}

/** Where, which image, and why. */
export function describe(failure: Failure, root: string): string {
  return placed(reason(failure), failure.error.location, root)
}

function reason({ request, error }: Failure): string {
  return `${error.message} [${error.code}]\n${pointAt(request, error.spans)}`
}

/** A message with the lines of code it is about. */
export function framed(message: string, location: SourceLocation | undefined): string {
  return location === undefined ? message : `${message}\n${location.frame}`
}

function placeOf(location: SourceLocation | undefined): Pick<HostError, 'id' | 'loc' | 'frame'> {
  if (location === undefined) return {}
  const { file, line, column, frame } = location
  return { id: file, loc: { file, line, column }, frame }
}
