// Runs a server for as long as whoever asked for it lives, however that ends: the channel between the two closes with it.
// Messages are signals for the server, and are answered when they are sent.
// usage: as a child with a channel: keeper.mjs <command> [argument …]

import { spawn } from 'node:child_process'
import { argv, exit } from 'node:process'

const [command = '', ...args] = argv.slice(2)
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
server.on('error', error => {
  console.error(error.message)
  exit(127)
})
server.on('exit', code => exit(code ?? 1))
process.on('message', signal => {
  server.kill(/** @type {NodeJS.Signals} */ (signal))
  process.send?.(signal)
})
process.on('disconnect', () => server.kill('SIGKILL'))
