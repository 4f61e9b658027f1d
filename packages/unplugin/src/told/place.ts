import type { SourceLocation } from '@lazy-image/core'
import { relativePath } from '@lazy-image/core/host'

/** A message behind the place that it is about, as editors and terminals link it: file, line and column from 1. */
export function prependPlace(message: string, location: SourceLocation | undefined, root: string): string {
  if (location === undefined) return message
  return `${printPlace(location, root)} ${message}`
}

export function printPlace({ file, line, column }: SourceLocation, root: string): string {
  return `${relativePath(root, file)}:${line}:${column + 1}`
}

/** A message with the lines of code it is about. */
export function appendFrame(message: string, location: SourceLocation | undefined): string {
  return location === undefined ? message : `${message}\n${location.frame}`
}

/** Files in their order, and in a file the order of the code; what is nowhere comes last. */
export function comparePlaces(a: SourceLocation | undefined, b: SourceLocation | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
}
