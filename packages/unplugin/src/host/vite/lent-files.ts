import type { ResolvedConfig } from 'vite'
import type { Resolution } from '../../images/resolve-image.js'
import { fileOfPath } from './dev-url.js'
import { findPublicFile } from './public-file.js'

/** What Vite knows of files, for what is named in a page or a template. */
export function lendFiles({
  root,
  publicDir,
}: Pick<ResolvedConfig, 'root' | 'publicDir'>): Pick<Resolution, 'root' | 'publicFile' | 'urlFile'> {
  return {
    root,
    publicFile: path => findPublicFile(path, publicDir),
    urlFile: path => fileOfPath(path.slice(1), root),
  }
}
