// Claims entries of a cache folder and exits at once, by code 3 where it has claimed all.
// usage: node exit-while-claiming.mjs <folder> <key …>

import { argv } from 'node:process'
import { DiskTier } from '../../dist/cache/disk-tier.js'

const [folder, ...keys] = argv.slice(2)
const cache = { folder, maxBytes: 1e9, retentionMs: null, mode: 'readwrite', forgottenBy: null, remote: null }
const claim = await new DiskTier(cache, console).claim(keys.map(key => ({ key, source: `source of ${key}` })))
process.exit(claim.own.size)
