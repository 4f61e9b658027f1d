import type { Environment } from 'vite'
import type { Asset, Chunk } from '../../images/bundle.js'
import { findLeftOver, wordLeftOver } from '../../images/left-over.js'
import type { ViteInstance } from './instance.js'
import { findPublicFile } from './public-file.js'

/** Tells what a build ships as it is although directives ask for another image. */
export function warnLeftOver(
  context: { environment: Environment; warn(message: string): void },
  bundle: Readonly<Record<string, Asset | Chunk>>,
  { pipeline }: ViteInstance,
): void {
  const { mode, config } = context.environment
  if (mode !== 'build') return
  const { base, publicDir } = config
  const isPublic = (path: string) =>
    path.startsWith(base) && findPublicFile(`/${path.slice(base.length)}`, publicDir) !== null
  for (const leftOver of findLeftOver(bundle, pipeline, isPublic)) context.warn(wordLeftOver(leftOver))
}
