// Measures what a source and an output cost besides pixels, and reckons with it what a million pictures come to.
// usage: node bench/fleet/million.mjs [--no-write]

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Fleet } from '../../e2e/support/fleet/fleet.mjs'
import { makePictures } from '../../e2e/support/fleet/pictures.mjs'
import { Pipeline } from '../../packages/core/dist/index.js'
import { machineFacts } from '../machine.mjs'
import { REPOSITORY } from '../places.mjs'
import { writePart } from './write-part.mjs'

const require = createRequire(join(REPOSITORY, 'packages/cli/package.json'))
const { Queue } = require('bullmq')
const { Redis } = require('ioredis')

const PAGE = join(REPOSITORY, 'docs/scale.md')
const [START, END] = ['<!-- million -->', '<!-- /million -->']
const { values } = parseArgs({ options: { write: { type: 'boolean', default: true } }, allowNegative: true })

const SOURCES = 1e6
const OUTPUTS = 10
/** Bytes of a usual source and of a usual output. */
const SOURCE_BYTES = 3e6
const OUTPUT_BYTES = 50e3

/** Of CPU, for an output of a few hundred pixels; a large AVIF takes ten times as long. */
const ENCODE_MS = 100

/** Dollars, S3 Standard in us-east-1 by list; a GET is the cheaper kind of request. */
const PRICES = { date: '2026-11-28', put: 0.005 / 1000, list: 0.005 / 1000, get: 0.0004 / 1000, gbMonth: 0.023 }

/** Names that one answer of a list has, and of one request to delete. */
const PAGE_NAMES = 1000

const QUERY = 'w=200;400;600;800;1000&format=webp;jpg'

const cpuMs = async work => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const planMs = await measurePlanning(400)
const hashMbps = await measureHashing()
const { jobBytes, redisBytes } = await measureJobs(500)

const text = report()
console.log(text)
if (values.write) writePart(PAGE, START, END, text)

/** CPU of looking at one small source, and of planning and naming its ten outputs. */
async function measurePlanning(count) {
  const { folder, remove } = makePictures(count, 'million')
  try {
    const pipeline = new Pipeline({ cache: false }, folder)
    const plan = async (from, to) => {
      const snapshot = pipeline.snapshot()
      for (let number = from; number < to; number++)
        await snapshot.listOutputs(`${folder}/photos/${number}.jpg?${QUERY}`)
    }
    await plan(0, count / 2)
    return (await cpuMs(() => plan(count / 2, count))) / (count / 2)
  } finally {
    remove()
  }
}

/** Megabytes of a source that are read and hashed in a second of CPU. */
async function measureHashing() {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-hash-'))
  try {
    const photo = readFileSync(join(REPOSITORY, 'packages/core/test/fixtures/pattern.jpg'))
    const bytes = 200e6
    writeFileSync(join(folder, 'large.jpg'), Buffer.concat([photo, Buffer.alloc(bytes)]))
    const pipeline = new Pipeline({ cache: false }, folder)
    const ms = await cpuMs(() => pipeline.snapshot().lookUp(join(folder, 'large.jpg')))
    return bytes / 1e6 / (ms / 1000)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Bytes of a job of ten outputs, and what Redis takes for it. */
async function measureJobs(count) {
  const fleet = await Fleet.start()
  const connection = { url: fleet.queue, maxRetriesPerRequest: null }
  const queue = new Queue('million', { connection })
  const redis = new Redis(fleet.queue)
  try {
    const { folder, remove } = makePictures(1, 'job')
    const pipeline = new Pipeline({ cache: false }, folder)
    const orders = await pipeline.snapshot().listOutputs(`${folder}/photos/0.jpg?${QUERY}`)
    remove()
    const source = {
      hash: 'f'.repeat(64),
      extension: 'jpg',
      bytes: SOURCE_BYTES,
      name: 'photos/2026/11/holiday-0001.jpg',
    }
    const job = { version: 1, source, rules: { strict: 'error', failOn: 'error', neverLarger: true }, orders }
    const used = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1])
    await queue.add('source', job)
    const before = await used()
    await queue.addBulk(
      Array.from({ length: count }, (_, id) => ({
        name: 'source',
        data: job,
        opts: { jobId: `${id}`.padStart(64, 'a') },
      })),
    )
    return { jobBytes: JSON.stringify(job).length, redisBytes: ((await used()) - before) / count }
  } finally {
    redis.disconnect()
    await queue.close()
    await fleet.close()
  }
}

function report() {
  const outputs = SOURCES * OUTPUTS
  const hours = ms => `${(ms / 3.6e6).toFixed(1)} h`
  const dollars = sum => `$${sum < 10 ? sum.toFixed(2) : Math.round(sum)}`
  const storedGb = (outputs * OUTPUT_BYTES) / 1e9
  const pages = Math.ceil(outputs / PAGE_NAMES)
  const rows = [
    [
      'looking at the sources and planning their outputs, of small files',
      `${planMs.toFixed(2)} ms of CPU a source`,
      hours(SOURCES * planMs),
    ],
    [
      'hashing them, at 3 MB each',
      `${Math.round(hashMbps)} MB a second of CPU`,
      hours(((SOURCES * SOURCE_BYTES) / 1e6 / hashMbps) * 1000),
    ],
    ['names of outputs', '37 characters, the first two of the key as a folder', '256 folders of 39,000'],
    [
      'jobs in Redis at once, of one who asks',
      `${(jobBytes / 1000).toFixed(1)} kB a job, ${(redisBytes / 1000).toFixed(1)} kB in Redis`,
      `${((5000 * redisBytes) / 1e6).toFixed(0)} MB for 5000`,
    ],
    [
      'memory of one who asks',
      'its jobs, which it holds',
      `${((SOURCES * jobBytes) / 1e9).toFixed(1)} GB; \`--shard i/n\` beside \`--queue\` divides it`,
    ],
    [
      'making them',
      `taken to be ${ENCODE_MS} ms of CPU an output`,
      `${hours(outputs * ENCODE_MS)}, on 80 cores ${hours((outputs * ENCODE_MS) / 80)}`,
    ],
    ['asking the store what is there', 'a HEAD an output', dollars(outputs * PRICES.get)],
    [
      'storing them',
      'a PUT an output; sources go through the store once',
      `${dollars(outputs * PRICES.put)} and ${dollars(SOURCES * (PRICES.put + PRICES.get))}`,
    ],
    ['keeping them', `${storedGb.toFixed(0)} GB at 50 kB each`, `${dollars(storedGb * PRICES.gbMonth)} a month`],
    ['reading all of them, by one build', 'a GET an output', dollars(outputs * PRICES.get)],
    [
      'listing them, for a collection',
      `${pages.toLocaleString('en')} pages of 1,000, in 256 parts side by side`,
      dollars(pages * PRICES.list),
    ],
    ['deleting all of them', `${pages.toLocaleString('en')} requests of 1,000`, 'free'],
  ]
  const { cpu } = machineFacts()
  return [
    `${SOURCES.toLocaleString('en')} sources, ${outputs.toLocaleString('en')} outputs. Constants were measured by \`node bench/fleet/million.mjs\` on ${new Date().toISOString().slice(0, 10)} (${cpu});`,
    `prices are those of [S3 Standard](https://aws.amazon.com/s3/pricing/) in us-east-1 by list, as of ${PRICES.date}: $0.005 for 1,000 PUT or LIST,`,
    '$0.0004 for 1,000 GET or HEAD, $0.023 a GB and month; traffic within the region is free.',
    '',
    '| | measured or by design | for all |',
    '| --- | --- | --- |',
    ...rows.map(cells => `| ${cells.join(' | ')} |`),
  ].join('\n')
}
