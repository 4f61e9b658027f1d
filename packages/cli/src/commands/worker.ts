import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { engineInfo, formatDuration, type Options } from '@lazy-image/core'
import { cacheFrom } from '../cache-address.js'
import { command } from '../command.js'
import { readDeadLetters, reviveDeadLetters } from '../fleet/dead-letters.js'
import { FleetWorker } from '../fleet/fleet-worker.js'
import { type FleetQueue, loadQueue } from '../fleet/load-queue.js'
import { openStore } from '../fleet/open-store.js'
import { reachQueue } from '../fleet/reach-queue.js'
import type { JobReport } from '../fleet/source-job.js'
import { loadOptions } from '../load-options.js'
import { readCount } from '../read-count.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage-error.js'

const LOOK_MS = 200

export const workerCommand = command({
  name: 'worker',
  summary: 'Makes what prewarm --queue asks for, on as many machines as run it.',
  operands: null,
  options: {
    queue: { value: '<redis://…>', doc: 'where jobs come from' },
    cache: { value: '<address>', doc: 'the store of sources and results; default: cache.remote of the options' },
    config: {
      value: '<module>',
      doc: 'a module of options; default: lazy-image.config, else the plugin in the bundler’s configuration',
    },
    concurrency: { value: '<number>', doc: 'images at work at once; default: the processors of this machine' },
    lease: { value: '<seconds>', doc: 'after which an image of a silent machine is another one’s; default: 30' },
    grace: { value: '<seconds>', doc: 'that work may take after SIGTERM, before it is given back; default: 20' },
    idle: { value: '<seconds>', doc: 'ends after so long without work; default: never' },
    dead: { value: null, doc: 'list the images that were given up, and why; work on nothing' },
    revive: { value: null, doc: 'put them back on the queue' },
    json: { value: null, doc: 'tell each image as a line of JSON' },
  },
  details: [
    'lazy-image worker --queue redis://queue.internal --cache s3://bucket/images',
    'lazy-image worker --queue redis://queue.internal --dead',
    '',
    'A job is one image with all its outputs that are missing: it is decoded once. What a job says is not believed: queries are',
    'planned anew and must come to their keys, the source must have its hash, and limits are those of the options here.',
    '',
    'Jobs are of one engine: workers and whoever asks them need the same version of lazy-image. An image of a machine that ends is',
    'taken by another one when its lease is over; what fails is tried ten times, with longer and longer pauses, unless the image',
    'itself is at fault. SIGTERM and SIGINT let it finish what is at work and give back the rest; a second one ends it.',
    '',
    'Results are signed with the key of cache.remote.sign, or of LAZY_IMAGE_CACHE_PRIVATE_KEY.',
  ],
  async run({ options }, terminal) {
    const { folder } = terminal
    if (options.queue === undefined)
      throw new UsageError('worker needs the queue that it works for: --queue redis://host')
    const queue = await loadQueue(options.queue, folder)
    await reachQueue(queue)
    if (options.dead !== undefined) return tellDead(queue, options.json !== undefined, terminal)
    if (options.revive !== undefined) {
      const revived = await reviveDeadLetters(queue)
      terminal.say(options.json === undefined ? `${revived} images are back on the queue` : JSON.stringify({ revived }))
      return 0
    }
    const own = await loadOptions(folder, options.config === undefined ? undefined : resolve(folder, options.config))
    const cache = options.cache === undefined ? own.cache : cacheFrom(options.cache, own.cache, folder)
    const store = await openStore(typeof cache === 'object' ? cache.remote : undefined, folder, 'outputs')
    const idle = readCount(options.idle, 'idle', 0, 1_000_000)
    const worker = new FleetWorker({
      queue,
      store,
      options: planOptions(own),
      concurrency: readCount(options.concurrency, 'concurrency', 1, 1024) ?? engineInfo().availableParallelism,
      leaseMs: (readCount(options.lease, 'lease', 1, 3600) ?? 30) * 1000,
      graceMs: (readCount(options.grace, 'grace', 0, 3600) ?? 20) * 1000,
      onDone: options.json === undefined ? tellDone(terminal) : tellDoneAsJson(terminal),
      warn: message => terminal.complain(`lazy-image: ${message}`),
    })
    await worker.ready()
    if (options.json === undefined) terminal.say(`working for ${queue.shownUrl}, with ${store.name}`)
    else terminal.say(JSON.stringify({ ready: true }))
    await workUntilTold(worker, idle === undefined ? null : idle * 1000)
    if (options.json === undefined) terminal.say('finishing what is at work')
    await worker.stop()
    return 0
  },
})

/** What of the options decides how an image is made and of what size it may be. */
function planOptions({ limits, concurrency, memoryBudget }: Options): Options {
  return {
    ...(limits === undefined ? {} : { limits }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(memoryBudget === undefined ? {} : { memoryBudget }),
  }
}

/** Over at a signal, or after a time without work. */
async function workUntilTold(worker: FleetWorker, idleMs: number | null): Promise<void> {
  const told = new AbortController()
  const stop = () => {
    if (told.signal.aborted) process.exit(1)
    told.abort()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  let busyAt = Date.now()
  while (!told.signal.aborted) {
    await wait(LOOK_MS, undefined, { signal: told.signal }).catch(() => {})
    if (worker.active > 0) busyAt = Date.now()
    if (idleMs !== null && Date.now() - busyAt > idleMs) return
  }
}

type OnDone = (name: string, outcome: JobReport | Error, durationMs: number) => void

function tellDone({ say, complain }: Terminal): OnDone {
  return (name, outcome, durationMs) => {
    if (outcome instanceof Error) complain(`${name}: ${outcome.message}`)
    else say(`${name}: ${outcome.made} made, ${outcome.there} there already, ${formatDuration(durationMs)}`)
  }
}

function tellDoneAsJson({ say }: Terminal): OnDone {
  return (name, outcome, durationMs) => {
    const told = outcome instanceof Error ? { error: outcome.message } : outcome
    say(JSON.stringify({ name, ...told, durationMs: Math.round(durationMs) }))
  }
}

async function tellDead(queue: FleetQueue, asJson: boolean, { say }: Terminal): Promise<number> {
  const letters = await readDeadLetters(queue)
  if (asJson) say(JSON.stringify(letters))
  else if (letters.length === 0) say('no image was given up')
  else for (const { name, reason, attempts } of letters) say(`${name}: ${reason} (tried ${attempts}×)`)
  return letters.length === 0 ? 0 : 1
}
