import type { Logger } from '../logger.js'
import type { LedgerListener } from './ledger.js'

const INTERVAL_MS = 10_000

/** Tells now and then how far a long batch is; a short one passes in silence. */
export function listenForProgress(logger: Logger): LedgerListener {
  return {
    begin({ outputs, images }) {
      let done = 0
      const timer = setInterval(() => {
        logger.info(`${done} of ${outputs} outputs made (${images} ${images === 1 ? 'image' : 'images'})`)
      }, INTERVAL_MS)
      timer.unref()
      return {
        step: () => {
          done++
        },
        end: () => clearInterval(timer),
      }
    },
  }
}
