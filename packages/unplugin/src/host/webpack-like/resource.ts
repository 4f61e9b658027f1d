import { makeId } from '../../images/image-id.js'
import type { Module } from './compiler.js'

/**
 * What stands before a character that would end a path. All take webpack's in a request; in a resource, Rspack has one of
 * its own.
 */
export type EscapeMark = '\0' | '\u200b'

const ESCAPED = /\0(.)|\u200b([#?\u200b])/gs

const PATH = /^(?:\0.|\u200b[#?\u200b]|[^?#\0])*/s

/** A file's path as part of a request or a resource, where `#` and `?` end a path. */
export function escapePath(path: string, mark: EscapeMark = '\0'): string {
  return path.replaceAll(mark === '\0' ? /[#?]/g : /[#?\u200b]/g, `${mark}$&`)
}

/** The path in a resource, which may have a query and a fragment. */
export function parsePath(resource: string): string {
  return unescapeResource(PATH.exec(resource)?.[0] ?? '')
}

/** Path, query and fragment of a resource as they are called. */
export function unescapeResource(resource: string): string {
  return resource.replaceAll(ESCAPED, '$1$2')
}

/** Absolute path and query of a module made from a file. */
export function findId(module: Module): string | undefined {
  const resource = resourceOf(module)
  if (resource === undefined) return undefined
  return makeId(parsePath(resource), readQuery(resource), false)
}

/** Query and fragment of a resource. */
export function readQuery(resource: string): string {
  return resource.slice(PATH.exec(resource)?.[0].length).slice(1)
}

/** Absolute path of the file that a module is made from. */
export function findFile(module: Module): string | undefined {
  const resource = resourceOf(module)
  return resource === undefined ? undefined : parsePath(resource)
}

function resourceOf(module: Module): string | undefined {
  return 'resource' in module && typeof module.resource === 'string' ? module.resource : undefined
}
