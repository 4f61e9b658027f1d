import { resolve } from 'node:path'
import { splitId } from '@lazy-image/core/host'
import type { TextRequest } from '../../../images/text-request.js'

/** An image request in a stylesheet, on its way through Vite's own plugin. */
export type CssReference = Pick<TextRequest, 'id' | 'file' | 'specifier'>

/** Where a reference is found in a stylesheet. */
export interface FoundReference extends CssReference {
  /** Of the URL, with its quotes and the `url()` around it where there is one. */
  start: number
  end: number
  /** Whether `url()` is around it; else it is a text, as `image-set()` may hold it. */
  isUrl: boolean
  /** Whether it is a candidate of an `image-set()` that is written there. */
  isCandidate: boolean
}

/** Begins what a file says that stands in for a reference. Its length is one that Base64 writes without regard to what follows. */
const MARK = 'lazy-image:reference:'

const MARK_IN_DATA = Buffer.from(MARK, 'utf8').toString('base64')

/** A file that is not there, in the root of a project. */
const SERVED_NAME = '@lazy-image'

const SERVED_KEY = 'lazy-image'

const DATA = `data:[\\w.+/-]+;base64,(?<data>${MARK_IN_DATA}[\\w+/=]*)`

const SERVED = `[^\\s"'()]*/${SERVED_NAME}\\?${SERVED_KEY}=(?<hex>[0-9a-f]+)(?:#[^\\s"'()]*)?`

/** What every stylesheet holds that has references. */
export const HOLDS_REFERENCE: RegExp = new RegExp(`${MARK_IN_DATA}|/${SERVED_NAME}\\?${SERVED_KEY}=`)

/** What resolves to such a path again, where it is said in the name of another file. */
export const SERVED_REFERENCE: RegExp = new RegExp(`/${SERVED_NAME}\\?${SERVED_KEY}=`)

/** What a file holds that stands in for a reference: Vite is to write it into the stylesheet as it is. */
export function printReference(reference: CssReference): string {
  return MARK + JSON.stringify(reference)
}

/** The path of a file, which need not be there, that stands in for a reference where Vite serves files. */
export function printServedReference(reference: CssReference, root: string): string {
  const hex = Buffer.from(JSON.stringify(reference), 'utf8').toString('hex')
  return `${root}/${SERVED_NAME}?${SERVED_KEY}=${hex}`
}

/** The path that a specifier comes to which such a path has become; null for anything else. */
export function readServedReference(specifier: string, root: string): string | null {
  const { path, query } = splitId(specifier)
  return path.endsWith(`/${SERVED_NAME}`) && query.startsWith(`${SERVED_KEY}=`)
    ? `${root}/${SERVED_NAME}?${query}`
    : null
}

/** Who says a text with holes: it is asked about before they are filled, and afterwards in the name of another file. */
const ORIGIN = /&lazy-image-in=([0-9a-f]+)/

/** What a text with holes is resolved to, such that it is known afterwards who says it. */
export function addOrigin(resolved: string, { file, specifier }: Omit<CssReference, 'id'>): string {
  const origin = JSON.stringify({ file, path: splitId(specifier).path })
  return `${resolved}&lazy-image-in=${Buffer.from(origin, 'utf8').toString('hex')}`
}

/** A text that had holes, and who says it; null for any other. */
export function readOrigin(specifier: string): { asked: string; said: Omit<CssReference, 'id'> } | null {
  const hex = ORIGIN.exec(specifier)?.[1]
  if (hex === undefined) return null
  const asked = specifier.replace(ORIGIN, '')
  const { file, path } = JSON.parse(Buffer.from(hex, 'hex').toString('utf8')) as { file: string; path: string }
  return { asked, said: { file, specifier: `${path}?${splitId(asked).query}` } }
}

/** The references in a stylesheet that Vite has written, in their order. */
export function findReferences(css: string): FoundReference[] {
  return [...css.matchAll(inUrl(`(?:${DATA}|${SERVED})`))].map(match => {
    const { data, hex } = match.groups ?? {}
    const json =
      data === undefined
        ? Buffer.from(hex ?? '', 'hex').toString('utf8')
        : Buffer.from(data, 'base64').toString('utf8').slice(MARK.length)
    return locateIn(css, match, JSON.parse(json) as CssReference)
  })
}

/** Every place in a stylesheet where a text stands for a reference. @param pattern of the text. */
export function findInCss(css: string, pattern: string, reference: CssReference): FoundReference[] {
  return [...css.matchAll(inUrl(pattern))].map(match => locateIn(css, match, reference))
}

/** A text, with its quotes and the `url()` around it where there is one. */
function inUrl(pattern: string): RegExp {
  return new RegExp(`(?<opening>url\\(\\s*)?(?<quote>["']?)${pattern}\\k<quote>(?<closing>\\s*\\))?`, 'g')
}

function locateIn(css: string, match: RegExpExecArray, { id, file, specifier }: CssReference): FoundReference {
  return {
    id,
    file: resolve(file),
    specifier,
    start: match.index,
    end: match.index + match[0].length,
    isUrl: match.groups?.['opening'] !== undefined,
    isCandidate: enclosingFunction(css, match.index).endsWith('image-set'),
  }
}

/** The name of the function whose parentheses are around a place in a declaration; empty for none. */
function enclosingFunction(css: string, index: number): string {
  let closed = 0
  for (let at = index - 1; at >= 0; at--) {
    const character = css[at]
    if (character === '{' || character === '}') return ''
    if (character === ')') closed++
    if (character === '(' && closed-- === 0) return /[\w-]*$/.exec(css.slice(Math.max(0, at - 40), at))?.[0] ?? ''
  }
  return ''
}
