import type { EngineLimits } from '../engine/engine.js'
import { DEFAULT_LIMITS } from '../options/resolve-options.js'

const { variants: _, ...limits } = DEFAULT_LIMITS

/** The limits of a single image outside any build. */
export const DEFAULT_ENGINE_LIMITS: EngineLimits = limits
