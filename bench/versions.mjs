// Prints, as JSON, the versions that only a process on the contestants' Node can tell.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PEERS, REPOSITORY } from './places.mjs'

const core = join(REPOSITORY, 'packages', 'core', 'dist', 'index.js')
const { engineInfo } = await import(pathToFileURL(core).href)
const { version, fingerprint, codecs } = engineInfo()
const sharp = createRequire(join(PEERS, 'package.json'))('sharp')

console.log(
  JSON.stringify({
    node: process.versions.node,
    lazyImage: {
      version,
      fingerprint,
      codecs: Object.fromEntries(codecs.map(codec => [codec.name, codec.version])),
    },
    sharp: sharp.versions,
  }),
)
