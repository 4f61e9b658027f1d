import { createHash } from 'node:crypto'
import { splitId } from '@lazy-image/core/host'
import { makeId } from '../../../images/image-id.js'
import { findPublicFile } from '../public-file.js'
import { readWithIncluded } from './includes.js'
import { type CssReference, type FoundReference, findInCss } from './reference.js'

/** Where a stylesheet may show a picture that is copied as it is. */
export interface PublicUrls {
  publicDir: string
  base: string
  origin: string
  isBundled: boolean
  isRequest(specifier: string): boolean
}

/** What stands for a file that is copied as it is until Vite knows where stylesheets will be. */
const TOKEN = '__VITE_PUBLIC_ASSET__'

/** What every stylesheet holds that may refer to such a file. */
export const HOLDS_PUBLIC_URL: RegExp = new RegExp(`${TOKEN}|url\\(\\s*["']?[^"')\\s]*/[^"')\\s]*\\?`)

/** A path from the root with a query. */
const ROOT_URL = /(?<=["'(\s])\/(?!\/)[^\s"'()<>]+\?[^\s"'()<>]+/g

/**
 * References of a stylesheet to files that are copied as they are. Vite answers them before it resolves anything, so that
 * they are looked for where they are written: in the file itself, and in what it includes by a relative path.
 */
export async function findPublicReferences(css: string, file: string, urls: PublicUrls): Promise<FoundReference[]> {
  if (!HOLDS_PUBLIC_URL.test(css)) return []
  const said = await collectSaid(file, urls)
  return said.flatMap(reference => findInCss(css, wholeText(writtenAs(reference.specifier, urls)), reference))
}

/** What Vite makes of such a URL. */
function writtenAs(specifier: string, { base, origin, isBundled }: PublicUrls): string {
  const url = decodeURI(specifier)
  if (!isBundled) return origin + base + url.slice(1)
  return `${TOKEN}${createHash('sha256').update(url).digest('hex').slice(0, 8)}__`
}

async function collectSaid(file: string, urls: PublicUrls): Promise<CssReference[]> {
  const written = await readWithIncluded(file)
  return written.flatMap(({ file: author, code }) =>
    [...new Set([...code.matchAll(ROOT_URL)].map(([url]) => url))].flatMap(specifier => {
      const { path, query } = splitId(specifier)
      const found = urls.isRequest(specifier) ? findPublicFile(decodeURI(path), urls.publicDir) : null
      return found === null ? [] : { id: makeId(found, query, false), file: author, specifier }
    }),
  )
}

/** A pattern for a text that does not go on. */
function wholeText(text: string): string {
  return `${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?=["')\\s])`
}
