import type { HostFacts } from '../host-facts.js'
import { ROLLUP } from './rollup.js'

const { 'tsconfig paths': _, ...lacks } = ROLLUP.lacks

export const ROLLDOWN: HostFacts = { name: 'Rolldown', requires: 'module', lacks }
