import type { HostFacts } from '../host-facts.js'
import { NO_TEMPLATE_CODE } from './lacks.js'

const lacks = { 'template code': NO_TEMPLATE_CODE }

export const VITE_8: HostFacts = { name: 'Vite 8', lacks }

export const VITE_7: HostFacts = { name: 'Vite 7', lacks }
