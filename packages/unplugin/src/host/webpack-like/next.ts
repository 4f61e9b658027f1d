import { posix, relative } from 'node:path'
import type { Compilation, Compiler } from './compiler.js'

/** What Next calls its compilers, but for the client's. */
const SERVERS: ReadonlySet<string | undefined> = new Set(['server', 'edge-server'])

/** Where a server's compiler of Next's writes, below the folder of the whole build. */
const SERVER_FOLDER = /[\\/]server(?:[\\/]chunks)?$/

/** Whether a compiler is one of Next's that makes code for servers. */
export function isNextServer({ options }: Compiler): boolean {
  const { name, output } = options
  return SERVERS.has(name) && String(output.publicPath).endsWith('/_next/') && SERVER_FOLDER.test(output.path ?? '')
}

/**
 * Lets image files of a server's compiler go where Next serves files from, which is the folder of the whole build: their
 * URLs say so, and Next's own loader does the same. An image that a component of the server shows, the client may not have.
 */
export function moveToClient(compilation: Compilation, files: Iterable<string>): void {
  const folder = compilation.outputOptions.path ?? ''
  const up = relative(folder, folder.replace(SERVER_FOLDER, '')).replaceAll('\\', '/')
  for (const name of files) compilation.renameAsset(name, posix.join(up, name))
}
