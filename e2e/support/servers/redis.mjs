import { startServer } from './server-process.mjs'

/** Writes down each change, so that it has them after a crash. @type {import('./server-process.mjs').ServerKind} */
const REDIS = {
  name: 'redis-server',
  launch: (port, folder) => ({
    command: [
      ...['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'no'],
    ],
  }),
}

export const startRedis = () => startServer(REDIS)
