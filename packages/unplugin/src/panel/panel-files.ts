import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** What runs in the page, compiled from the folder `panel` of the package. */
const FOLDER = new URL('../panel-page/', import.meta.url)

/** The module that a compiler with entries adds to a page's own. */
export const PANEL_START: string = fileURLToPath(new URL('start.js', FOLDER))

/** The module that a page begins with, below the panel's path. */
export const PANEL_MODULE = 'panel.js'

/** A script of the panel by its name; undefined where there is none. */
export async function readPanelFile(name: string): Promise<Buffer | undefined> {
  // Names are compared and never joined to a path as they come.
  const known = (await readdir(FOLDER, { recursive: true })).map(path => path.replaceAll('\\', '/'))
  const found = known.find(file => file === name && file.endsWith('.js'))
  return found === undefined ? undefined : readFile(new URL(found, FOLDER))
}
