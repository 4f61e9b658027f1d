// Starts Vite's dev server for a project, asks for all images of a module at once, and tells what that took.
// usage: node serve-at-once.mjs <root> <path of the module> <threads> <bytes that images may take>

import { get } from 'node:http'
import { argv } from 'node:process'
import lazyImage from '@lazy-image/vite-plugin'
import { createServer } from 'vite'
import { peakMemory } from '../../scripts/test/peak-memory.mjs'

const [root, module, concurrency, memoryBudget] = argv.slice(2)
let encodes = 0
const options = {
  cache: false,
  concurrency: Number(concurrency),
  memoryBudget: Number(memoryBudget),
  onBatch: report => {
    encodes += report.encodes
  },
}
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'silent',
  optimizeDeps: { noDiscovery: true },
  server: { host: '127.0.0.1', port: 0, watch: null },
  plugins: [lazyImage(options)],
})
await server.listen()
const { port } = server.httpServer.address()
const code = (await ask(module)).text
const urls = [...code.matchAll(/"(\/[^"]*&k=[0-9a-f]+)"/g)].map(([, url]) => url)
const atRest = peakMemory()
const answers = await Promise.all(urls.map(url => ask(url)))
const above = peakMemory() - atRest
console.log(JSON.stringify({ statuses: answers.map(({ status }) => status), encodes, above }))
await server.close()

/** A connection each, as many clients have. */
function ask(path) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, response => {
      const parts = []
      response.on('data', part => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString('latin1') }))
    }).on('error', reject)
  })
}
