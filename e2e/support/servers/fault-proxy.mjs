import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'

/** Bytes of a drop, and milliseconds from one to the next. */
const DROP_BYTES = 1
const DROP_MS = 100

/**
 * What a server does from some moment on.
 *
 * @typedef {(client: import('node:net').Socket) => void} Fault
 */

/** @type {Readonly<Record<string, Fault>>} */
export const FAULTS = {
  stops: client => client.destroy(),
  'stands still': () => {},
  'answers garbage': client => client.end(randomBytes(2000)),
  'answers that all is well, with garbage': client => {
    client.end(`HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${randomBytes(5000).toString('latin1')}`)
  },
  'sends drop by drop': client => {
    client.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
    const timer = setInterval(() => client.write(randomBytes(DROP_BYTES)), DROP_MS)
    client.on('close', () => clearInterval(timer))
  },
  'never ends': client => {
    client.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 7), Buffer.from('\r\n')])
    const pour = () => {
      while (!client.destroyed && client.write(chunk));
    }
    client.on('drain', pour)
    pour()
  },
  'says that it cannot': client => client.end('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n'),
  'lets nobody in': client => client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
}

/**
 * Stands before a server, lets some requests through and then does something else.
 *
 * @param {string} host of the server, with its port.
 * @param {Fault} fault
 * @param {number} requests what is let through before: pieces as they are sent, of which one may hold several of Redis.
 * @returns {Promise<{ host: string, close(): Promise<void> }>}
 */
export async function startFaultProxy(host, fault, requests) {
  const [name, port] = host.split(':')
  let left = requests
  const clients = new Set()
  const proxy = createServer(client => {
    clients.add(client)
    client.on('error', () => {})
    client.on('close', () => clients.delete(client))
    const server = createConnection(Number(port), name)
    server.on('error', () => client.destroy())
    client.on('close', () => server.destroy())
    let isFaulty = false
    client.on('data', chunk => {
      if (left-- > 0) server.write(chunk)
      else if (!isFaulty) {
        isFaulty = true
        fault(client)
      }
    })
    server.on('data', chunk => {
      if (!isFaulty) client.write(chunk)
    })
    server.on('close', () => {
      if (!isFaulty) client.destroy()
    })
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('A port was asked for')
  return {
    host: `127.0.0.1:${address.port}`,
    async close() {
      for (const client of clients) client.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
