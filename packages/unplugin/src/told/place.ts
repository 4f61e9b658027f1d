import type { SourceLocation } from '@lazy-image/core'
import { relativePath } from '../images/relative-path.js'

/** A message behind the place that it is about, as editors and terminals link it: file, line and column from 1. */
export function prependPlace(message: string, location: SourceLocation | undefined, root: string): string {
  if (location === undefined) return message
  return `${relativePath(root, location.file)}:${location.line}:${location.column + 1} ${message}`
}

/** A message with the lines of code it is about. */
export function appendFrame(message: string, location: SourceLocation | undefined): string {
  return location === undefined ? message : `${message}\n${location.frame}`
}
