import type { Check } from './check.js'
import { cacheCheck } from './checks/cache.js'
import { engineCheck } from './checks/engine.js'
import { memoryCheck } from './checks/memory.js'
import { processorsCheck } from './checks/processors.js'

/** Every check there is, in the order in which it is told. */
export const CHECKS: readonly Check[] = [engineCheck, processorsCheck, memoryCheck, cacheCheck]
