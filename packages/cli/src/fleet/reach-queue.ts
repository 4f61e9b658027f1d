import { connect } from 'node:net'
import { UsageError } from '../usage-error.js'
import type { FleetQueue } from './load-queue.js'

const REACH_MS = 5000

/**
 * Looks whether somebody answers at a queue's address: BullMQ itself waits for ever.
 *
 * @throws {UsageError} where nobody does.
 */
export async function reachQueue({ connection, shownUrl }: FleetQueue): Promise<void> {
  const { hostname, port } = new URL(connection.url)
  const reason = await new Promise<string | null>(resolve => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379), timeout: REACH_MS })
    const end = (text: string | null) => {
      socket.destroy()
      resolve(text)
    }
    socket.once('connect', () => end(null))
    socket.once('timeout', () => end('it does not answer'))
    socket.once('error', error => end(error.message || 'it cannot be reached'))
  })
  if (reason !== null) throw new UsageError(`The queue ${shownUrl} cannot be used: ${reason}`)
}
