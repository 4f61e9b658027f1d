import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PEERS } from './places.mjs'

/** A package of the peers' folder. */
export async function importPeer(name) {
  return import(pathToFileURL(createRequire(join(PEERS, 'package.json')).resolve(name)).href)
}
