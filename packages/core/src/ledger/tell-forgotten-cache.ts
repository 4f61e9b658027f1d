import { existsSync } from 'node:fs'
import type { Logger } from '../logger.js'
import type { ResolvedCache } from '../options/cache-options.js'
import type { LedgerListener } from './ledger.js'

let isTold = false

/** Tells once in a process that a build began without a cache, where the host that it runs on keeps none by itself. */
export function tellForgottenCache({ folder, forgottenBy }: ResolvedCache, logger: Logger): LedgerListener {
  const wasThere = forgottenBy === null || existsSync(folder)
  return {
    batch({ encodes }) {
      if (isTold || wasThere || encodes === 0) return
      isTold = true
      logger.info(
        `${forgottenBy} has kept no images of the build before; where ${folder} is kept, a build makes only what is new ` +
          '(docs/ci.md of lazy-image shows how)',
      )
    },
  }
}
