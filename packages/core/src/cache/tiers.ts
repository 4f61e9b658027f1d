import type { CacheTier, OpenTier, TierOptions } from './cache-tier.js'
import { openDiskTier } from './disk-tier.js'
import { openMemoryTier } from './memory-tier.js'
import { openRemoteTier } from './remote-tier.js'

/** Every tier there is, from the nearest to the farthest; a new one is a file and a line here. */
const TIERS: readonly OpenTier[] = [openMemoryTier, openDiskTier, openRemoteTier]

/** The tiers that the options want, the nearest first. */
export function openTiers(options: TierOptions): CacheTier[] {
  return TIERS.map(open => open(options)).filter(tier => tier !== null)
}
