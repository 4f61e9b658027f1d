import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findReference } from '../../../images/references/references.js'
import { STYLESHEET } from './css-alias.js'
import type { CssReference } from './reference.js'

/**
 * The file that says what a stylesheet refers to. What a compiler has put together from files of one folder, Vite takes for
 * the first of them.
 */
export async function findAuthor({ file, specifier }: CssReference): Promise<string> {
  if (await says(file, specifier)) return file
  const folder = dirname(file)
  const neighbours = (await readdir(folder).catch(() => [])).filter(name => STYLESHEET.test(name)).sort()
  for (const name of neighbours) {
    const neighbour = join(folder, name)
    if (await says(neighbour, specifier)) return neighbour
  }
  return file
}

async function says(file: string, specifier: string): Promise<boolean> {
  const code = await readFile(file, 'utf8').catch(() => '')
  return findReference(code, specifier) !== undefined
}
