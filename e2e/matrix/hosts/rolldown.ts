import type { HostFacts } from '../host-facts.js'
import { ROLLUP } from './rollup.js'

/** CSS has left Rolldown, and the rest it leaves as Rollup does. */
export const ROLLDOWN: HostFacts = { ...ROLLUP, name: 'Rolldown 1' }
