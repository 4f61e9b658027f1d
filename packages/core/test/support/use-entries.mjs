// Reads entries of a cache folder, says so, and stays until it is killed.
// usage: node use-entries.mjs <folder> <key …>

import { argv } from 'node:process'
import { DiskTier } from '../../dist/cache/disk-tier.js'

const [folder, ...keys] = argv.slice(2)
const cache = { folder, maxBytes: 1e9, retentionMs: null, mode: 'readwrite', forgottenBy: null, remote: null }
const found = await new DiskTier(cache, console).read(keys)
console.log(found.size)
setInterval(() => {}, 1000)
