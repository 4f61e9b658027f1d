// Renders a request for a fixture by one thread, into a cache folder; whoever starts it may kill it.
// usage: node render-slowly.mjs <cache folder> <request>

import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Pipeline, silentLogger } from '@lazy-image/core'

const [dir, request] = argv.slice(2)
const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const pipeline = new Pipeline({ cache: { dir }, concurrency: 1, logger: silentLogger }, fixtures)
const snapshot = pipeline.snapshot()
const planned = await snapshot.plan(`${fixtures}${request}`)
await snapshot.render(planned.plan.images.map(({ recipe }) => recipe))
