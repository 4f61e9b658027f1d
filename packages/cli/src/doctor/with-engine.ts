import { LazyImageError } from '@lazy-image/core'
import type { Finding } from './check.js'

/** A look that needs the engine; where that cannot be loaded, its own check says why. */
export async function withEngine(look: () => Finding): Promise<Finding> {
  try {
    return look()
  } catch (error) {
    if (!(error instanceof LazyImageError)) throw error
    return { json: {}, lines: ['not known without the engine'], problem: null }
  }
}
