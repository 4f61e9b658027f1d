// Writes one key of a cache folder again and again, as fast as it can, in a process or a worker thread.
// usage: node write-cache-entries.mjs <folder> <key> <rounds>; prints what the cache warns of.

import { argv } from 'node:process'
import { workerData } from 'node:worker_threads'
import { DiskTier } from '../../dist/cache/disk-tier.js'

const [folder, key, rounds] = workerData ?? argv.slice(2)
const logger = { info: () => {}, warn: message => console.log(message) }
const data = Buffer.alloc(200_000, 7)
const entry = { width: 2, height: 1, data, quality: 80, score: null, isSource: false, encodeMs: 1 }
for (let round = 0; round < Number(rounds); round++) {
  // A cache of its own each time, as each new pipeline has one.
  await new DiskTier(
    { folder, maxBytes: 1e9, retentionMs: null, mode: 'readwrite', forgottenBy: null, remote: null },
    logger,
  ).write(new Map([[key, entry]]))
}
