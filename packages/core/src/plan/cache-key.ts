import { hash } from 'node:crypto'
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
  // Lengths keep two different lists of parts from running together into one text.
  const text = parts.map(part => `${part.length}:${part}`).join('')
  return hash('sha256', text).slice(0, 32)
}
