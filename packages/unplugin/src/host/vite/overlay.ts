import type { ViteDevServer } from 'vite'
import { describeFailure, type Failure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { reportFailures } from '../../told/report.js'

/** Shows a failure over the page, and in the terminal: Vite does so for modules, and not for what a middleware serves. */
export function showFailure(server: ViteDevServer, failure: Failure): void {
  const { root, logger } = server.config
  const { message, id, loc, frame } = reportFailures([failure], root)
  const told = appendFrame(describeFailure(failure, root), failure.error.location)
  logger.error(`lazy-image: ${told}`, { timestamp: true })
  server.ws.send({
    type: 'error',
    err: {
      plugin: 'lazy-image',
      message,
      stack: '',
      ...(id === undefined ? {} : { id }),
      ...(loc === undefined ? {} : { loc }),
      ...(frame === undefined ? {} : { frame }),
    },
  })
}
