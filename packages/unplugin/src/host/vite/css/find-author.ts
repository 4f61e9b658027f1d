import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findReference } from '../../../images/references/references.js'
import { readInBurst } from './includes.js'
import type { CssReference } from './reference.js'
import { STYLESHEET } from './stylesheet.js'

/**
 * The file that says what a stylesheet refers to. What a compiler has put together from several files, Vite takes for the
 * first of them, where it does not ask about each: a file's neighbours it never does, and Vite 6 none that an alias fits.
 */
export async function findAuthor({ file, specifier }: Omit<CssReference, 'id'>): Promise<string> {
  const known = await readInBurst(file)
  const author = known.find(({ code }) => findReference(code, specifier) !== undefined)
  if (author !== undefined) return author.file
  const folder = dirname(file)
  // Not every include is found as a compiler finds it.
  for (const name of (await readdir(folder).catch(() => [])).filter(other => STYLESHEET.test(other)).sort()) {
    const code = await readFile(join(folder, name), 'utf8').catch(() => '')
    if (findReference(code, specifier) !== undefined) return join(folder, name)
  }
  return file
}

/** A request up to a value that begins with `#`, which Vite takes for the end of a URL, with what its author says there. */
export async function completeValue({ file, specifier }: Omit<CssReference, 'id'>): Promise<string> {
  if (!specifier.endsWith('=')) return specifier
  const code = await readFile(file, 'utf8').catch(() => '')
  const start = code.indexOf(`${specifier}#`)
  const [whole = ''] = start === -1 ? [] : (/^[^\s"')]+/.exec(code.slice(start)) ?? [])
  return start === -1 ? specifier : whole
}
