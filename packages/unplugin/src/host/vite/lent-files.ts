import { existsSync } from 'node:fs'
import type { ResolvedConfig } from 'vite'
import type { Resolution } from '../../images/resolve-image.js'
import { fileOfPath } from './dev-url.js'
import { findPublicFile } from './public-file.js'

/** What Vite knows of files. */
export function lendFiles({
  root,
  base,
  publicDir,
}: Pick<ResolvedConfig, 'root' | 'base' | 'publicDir'>): Pick<Resolution, 'root' | 'publicFile' | 'urlFile'> {
  return {
    root,
    publicFile: path => findPublicFile(path, publicDir),
    urlFile(path) {
      const file = fileOfPath(path.slice(1), root)
      const isBelowBase = base !== '/' && path.startsWith(base) && (file === null || !existsSync(file))
      // A URL of the dev server, as compilers make imports of them.
      return isBelowBase ? fileOfPath(path.slice(base.length), root) : file
    },
  }
}
