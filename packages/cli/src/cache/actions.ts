import type { CacheAction } from './action.js'
import { clearAction } from './actions/clear.js'
import { exportAction } from './actions/export.js'
import { gcAction } from './actions/gc.js'
import { importAction } from './actions/import.js'
import { keygenAction } from './actions/keygen.js'
import { statsAction } from './actions/stats.js'
import { verifyAction } from './actions/verify.js'

/** Everything that can be done to a cache; a new one is a file and a line here. */
export const CACHE_ACTIONS: readonly CacheAction[] = [
  statsAction,
  gcAction,
  verifyAction,
  clearAction,
  exportAction,
  importAction,
  keygenAction,
]
