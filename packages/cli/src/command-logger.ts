import type { Logger } from '@lazy-image/core'
import type { Terminal } from './terminal.js'

/**
 * Where the images of a command speak: warnings and progress. What was done the command sums up itself.
 *
 * @param label is put before progress: what it is a part of.
 */
export function commandLogger({ complain, live }: Terminal, label: () => string = () => ''): Logger {
  const line = live ?? { columns: null, show: complain, clear: () => {} }
  return {
    info: () => {},
    warn: message => complain(`lazy-image: ${message}`),
    live: {
      get columns() {
        return line.columns === null ? null : line.columns - label().length
      },
      show: text => line.show(label() + text),
      clear: () => line.clear(),
    },
  }
}
