import { isAbsolute, join, normalize, relative } from 'node:path'
import { OUTPUT_KEY, relativePath, splitId, toSlashes } from '@lazy-image/core/host'
import type { ResolvedConfig } from 'vite'

/** What the dev server is asked for by the URL of an image. */
export interface DevRequest {
  /** Absolute path. */
  file: string
  query: string
  /** The key in the URL. */
  key: string | null
}

type Places = Pick<ResolvedConfig, 'base' | 'root'> & { server: Pick<ResolvedConfig['server'], 'origin'> }

/** What `encodeURI` leaves, and what would end the path, or the `url()` that somebody writes it into. */
const UNSAFE = /[?#'()]/g

/** The URL of a file with a query; outside of the root it goes by the whole path, as Vite has it. */
export function printDevUrl(file: string, query: string, { base, root, server }: Places): string {
  const inside = relativePath(root, file)
  const isInside = !inside.startsWith('../') && !isAbsolute(relative(root, file))
  const path = isInside ? inside : `@fs/${toSlashes(file).replace(/^\//, '')}`
  const encoded = encodeURI(path).replaceAll(
    UNSAFE,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${server.origin ?? ''}${base}${encoded}?${query.replaceAll('#', '%23')}`
}

/** What a URL of an image asks for; null for what is none of {@link printDevUrl}'s kind. */
export function readDevUrl(url: string, { base, root }: Pick<Places, 'base' | 'root'>): DevRequest | null {
  const { path, query } = splitId(url)
  // Without a query the file itself is meant, as it is in a build, where defaults are for imports.
  if (!path.startsWith(base) || query === '') return null
  const parameters = new URLSearchParams(query)
  // A module request: Vite answers it, through load.
  if (parameters.has('import')) return null
  const file = fileOfPath(path.slice(base.length), root)
  return file === null ? null : { file, query, key: parameters.get(OUTPUT_KEY) }
}

/** The file that a URL's path below the base names; null for a path that is not well-formed. */
export function fileOfPath(path: string, root: string): string | null {
  try {
    const decoded = decodeURIComponent(path)
    return decoded.startsWith('@fs/') ? toAbsolute(decoded.slice('@fs/'.length)) : join(root, decoded)
  } catch {
    return null
  }
}

/** Without dot segments: what is allowed is decided by how the path begins. */
function toAbsolute(path: string): string {
  return normalize(/^[a-z]:\//i.test(path) ? path : `/${path}`)
}
