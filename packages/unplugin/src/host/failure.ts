import { relative } from 'node:path'
import type { LazyImageError, SourceLocation } from '@lazy-image/core'

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
}

/** One error for all failures of a build, so that each is told however many there are. */
export function hostError(failures: readonly Failure[], root: string): HostError {
  const [first] = failures
  if (first === undefined) throw new RangeError('an error needs at least one failure')
  const { location } = first.error
  if (failures.length === 1) {
    return { message: describe(first, root), code: first.error.code, ...placeOf(location) }
  }
  const list = failures.map(
    (failure, index) => `${index + 1}) ${framed(describe(failure, root), failure.error.location)}`,
  )
  const { frame: _, ...place } = placeOf(location)
  return {
    message: `${failures.length} images cannot be built:\n\n${list.join('\n\n')}`,
    code: first.error.code,
    ...place,
  }
}

/** Where, which image, and why. */
export function describe({ request, error }: Failure, root: string): string {
  const { location } = error
  const where =
    location === undefined ? '' : `${relative(root, location.file)}:${location.line}:${location.column + 1} `
  return `${where}${request}\n${error.message} [${error.code}]`
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
