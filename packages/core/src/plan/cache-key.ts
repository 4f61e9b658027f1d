import { createHash } from 'node:crypto'
import { workCounts } from '../work-counts.js'
import type { SourceInfo } from './source-info.js'
import { canonicalVariant, type Variant } from './variant.js'

/**
 * What identifies an output: everything that changes its bytes and nothing else. 128 bits in hex.
 *
 * @param fingerprint of the engine that makes it.
 */
export function cacheKey(source: Pick<SourceInfo, 'contentHash'>, variant: Variant, fingerprint: string): string {
  workCounts.keys++
  const parts = [source.contentHash, canonicalVariant(variant), fingerprint]
  const hash = createHash('sha256')
  // Lengths keep two different lists of parts from running together into one text.
  for (const part of parts) hash.update(`${part.length}:${part}`)
  return hash.digest('hex').slice(0, 32)
}
