import type { LiveLine, Logger } from '../logger.js'
import type { LedgerListener } from './ledger.js'
import { boardOf } from './progress-board.js'

/** Shows how far a long batch is; a short one passes in silence. */
export function listenForProgress(logger: Logger): LedgerListener {
  const lines: LiveLine = { columns: null, show: text => logger.info(text), clear: () => {} }
  return {
    begin(work) {
      const line = logger.live ?? lines
      return boardOf(line).begin(line, work)
    },
  }
}
