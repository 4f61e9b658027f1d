import type { ErrorPayload, ViteDevServer } from 'vite'
import { describeFailure, type Failure } from '../../told/failure.js'
import { appendFrame } from '../../told/place.js'
import { reportFailures } from '../../told/report.js'

type Failures = readonly [Failure, ...Failure[]]

/** Shows failures over the page, and in the terminal: Vite does so for modules, and not for what a middleware serves. */
export function showFailures(server: ViteDevServer, failures: Failures): void {
  server.ws.send(tellFailures(server, failures))
}

/** Tells failures in the terminal. @returns what shows them over a page. */
export function tellFailures(server: ViteDevServer, failures: Failures): ErrorPayload {
  const { root, logger } = server.config
  const { message, id, loc, frame } = reportFailures(failures, root)
  const [only] = failures
  const told = failures.length === 1 ? appendFrame(describeFailure(only, root), only.error.location) : message
  logger.error(`lazy-image: ${told}`, { timestamp: true })
  const err = {
    plugin: 'lazy-image',
    message,
    stack: '',
    ...(id === undefined ? {} : { id }),
    ...(loc === undefined ? {} : { loc }),
    ...(frame === undefined ? {} : { frame }),
  }
  return { type: 'error', err }
}
