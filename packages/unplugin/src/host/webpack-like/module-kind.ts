import type { Rule } from './compiler.js'

/** What a request asks for: one file, or a value made of files and facts. */
export type Asked = 'file' | 'value'

export const ASKED: readonly Asked[] = ['file', 'value']

interface KindFacts {
  readonly asked: Asked
  /** How it is referred to, as rules call that. */
  readonly dependency: NonNullable<Rule['dependency']>
  /** Whether the module is one file; else it is code. */
  readonly isFile: boolean
  /** Whether there is no later for it: then images are made while it is loaded. */
  readonly isAtOnce: boolean
}

const LOADER = /^loader$/
const REQUIRED = /^(?:commonjs|amd)$/
const URL = /^url$/

/** What an image request becomes. */
export const MODULE_KINDS = {
  /** One file, that CSS and `new URL` can use. */
  file: { asked: 'file', dependency: { not: LOADER }, isFile: true, isAtOnce: false },
  /** The same for a loader that reads what is in it (`loadModule`). */
  bytes: { asked: 'file', dependency: LOADER, isFile: true, isAtOnce: true },
  /** A module with a value. */
  value: { asked: 'value', dependency: { not: [LOADER, REQUIRED, URL] }, isFile: false, isAtOnce: false },
  /** Such a module for `require`, which gives the whole module where an import gives the value. */
  required: { asked: 'value', dependency: REQUIRED, isFile: false, isAtOnce: false },
  /** Such a module for a loader that reads its code. */
  code: { asked: 'value', dependency: LOADER, isFile: false, isAtOnce: true },
  /** A value where only a file is of use. */
  misplaced: { asked: 'value', dependency: URL, isFile: true, isAtOnce: false },
} as const satisfies Readonly<Record<string, KindFacts>>

export type ModuleKind = keyof typeof MODULE_KINDS

export const KINDS = Object.keys(MODULE_KINDS) as readonly ModuleKind[]

/** The scheme of requests that we have claimed. */
export function schemeOf(asked: Asked): string {
  return `lazy-image-${asked}`
}

/** A request for the module of an image. */
export function printRequest(asked: Asked, id: string): string {
  // An exclamation mark would end the name of a loader.
  return `${schemeOf(asked)}:${encodeURIComponent(id).replaceAll('!', '%21')}`
}

/** The id in a request of one of our schemes. */
export function parseRequest(request: string): string {
  return decodeURIComponent(request.slice(request.indexOf(':') + 1))
}

/**
 * What rules know a claimed request by: the end of its fragment, which neither its module nor its loaders have. A scheme
 * they see in webpack alone.
 */
export function markOf(asked: Asked): string {
  return `#${schemeOf(asked)}`
}

/** The conditions of a rule for a kind. They have no memory, and see the parts of a request in any order. */
export function matchKind(kind: ModuleKind): Rule {
  const { asked, dependency } = MODULE_KINDS[kind]
  return { resourceFragment: new RegExp(`${markOf(asked)}$`), dependency }
}

/** The condition of a rule for whatever is none of our requests. */
export const MATCH_OTHERS: Rule = { resourceFragment: { not: new RegExp(`(?:${ASKED.map(markOf).join('|')})$`) } }
