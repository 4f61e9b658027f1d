// Prints, as JSON, the names of our efforts and what tells the engine that this process loads from another build.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from './places.mjs'

const core = file => import(pathToFileURL(join(REPOSITORY, 'packages', 'core', 'dist', file)).href)
const { engineInfo } = await core('index.js')
const { EFFORT_NAMES } = await core('language/directives/effort.js')
const { fingerprint, codecs } = engineInfo()
const [libaom] = codecs.filter(({ name }) => name.includes('libaom')).map(({ version }) => /[\d.]+$/.exec(version)[0])

console.log(JSON.stringify({ efforts: EFFORT_NAMES, fingerprint, libaom: libaom.replace(/^\./, '') }))
