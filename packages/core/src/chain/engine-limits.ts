import type { EngineLimits } from '../engine/engine.js'
import { checkWord } from '../language/check-arguments.js'
import type { Limits } from '../options/options.js'
import { DEFAULT_LIMITS, resolveLimits } from '../options/resolve-options.js'
import { LIMIT_POLICIES, LIMIT_POLICY_NAMES, type LimitPolicy } from './limit-policies.js'

const { variants: _, ...limits } = DEFAULT_LIMITS

/** The limits of a single image outside any build. */
export const DEFAULT_ENGINE_LIMITS: EngineLimits = limits

/** Limits that one image may be given; how many outputs there are is up to whoever calls for them. */
export type ImageLimits = Omit<Limits, 'variants'>

/** @throws {LazyImageError} `OPTION_INVALID` */
export function withLimits(before: EngineLimits, asked: ImageLimits | LimitPolicy): EngineLimits {
  if (typeof asked === 'string') return LIMIT_POLICIES[checkWord('the name of limits', asked, LIMIT_POLICY_NAMES)]
  return resolveLimits(asked, before)
}
