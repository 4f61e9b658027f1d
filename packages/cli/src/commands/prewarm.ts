import { statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { formatBytes, formatDuration, type Options, Pipeline } from '@lazy-image/core'
import { count, pointAt } from '@lazy-image/core/host'
import { cacheFrom } from '../cache-address.js'
import { command } from '../command.js'
import { commandLogger } from '../command-logger.js'
import type { FleetProgress } from '../fleet/ask-fleet.js'
import { loadQueue } from '../fleet/load-queue.js'
import { makeInFleet } from '../fleet/make-in-fleet.js'
import { openStore } from '../fleet/open-store.js'
import { reachQueue } from '../fleet/reach-queue.js'
import { loadOptions } from '../load-options.js'
import { dealWishes } from '../prewarm/deal-wishes.js'
import { loadProject, wordUnread } from '../prewarm/load-project.js'
import { type MadeWishes, makeWishes } from '../prewarm/make-wishes.js'
import { readShard, WHOLE } from '../prewarm/shard.js'
import { type FailedWish, type Wish, type Wishes, wishesOfGlobs, wishesOfProject } from '../prewarm/wishes.js'
import { readCount } from '../read-count.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage-error.js'

export const prewarmCommand = command({
  name: 'prewarm',
  summary: 'Makes the images that builds will ask for, on one machine or on many, and leaves them in the cache.',
  operands: '[globs…]',
  options: {
    from: { value: '<folder>', doc: 'a project: whatever its files import; globs then say which files are read' },
    query: { value: '<query>', doc: 'what is asked of each picture that globs find, such as "w=400,800&format=avif"' },
    shard: { value: '<i/n>', doc: 'make one of n parts, 1-based; auto takes both from the scheduler' },
    cache: {
      value: '<folder>',
      doc: 'where results go, or the address of a store; default: the option cache of the project',
    },
    queue: { value: '<redis://…>', doc: 'have them made by the workers of a queue, in a store that all share' },
    patience: {
      value: '<seconds>',
      doc: 'without news of any worker, after which they are waited for no more; default: 600',
    },
    config: {
      value: '<module>',
      doc: 'a module of options; default: lazy-image.config, else the plugin in the bundler’s configuration',
    },
    json: { value: null, doc: 'tell what was done as one line of JSON' },
  },
  details: [
    'lazy-image prewarm --from .',
    'lazy-image prewarm "photos/**/*.jpg" --query "w=400,800&format=webp" --shard 2/4',
    '',
    'With --from, scripts, stylesheets, pages and templates of the project are read for what they ask of images: imports,',
    'new URL(), import.meta.glob with what is written out, url(), src and srcset. A build finds these warm. What only running',
    'code knows is listed, and left for the build.',
    '',
    'Parts are dealt out by the content of the pictures, without a server: they differ by one picture at most, and together',
    'they are everything. Each machine needs the same checkout. auto knows Kubernetes (with LAZY_IMAGE_SHARD_TOTAL), AWS Batch,',
    'GitLab, CircleCI, Buildkite, and LAZY_IMAGE_SHARD_INDEX with LAZY_IMAGE_SHARD_TOTAL, 0-based, of any other.',
    '',
    'The exit code is 1 when an image cannot be made; all others are.',
  ],
  async run({ options, operands }, terminal) {
    const started = performance.now()
    const shard = options.shard === undefined ? WHOLE : readShard(options.shard, process.env)
    // Images are made some at a time: what is under way is a part of all.
    let label = ''
    const { pipeline, wishes } = await readWishes(options, operands, terminal, () => label)
    const dealt = await dealWishes(pipeline, wishes.wishes, shard)
    const sources = new Set(dealt.own.map(({ source }) => source)).size
    const noteDone = (pictures: number) => {
      label = `${pictures} of ${count(sources, 'image')} · `
    }
    noteDone(0)
    const made =
      options.queue === undefined
        ? await makeWishes(pipeline, dealt.own, noteDone)
        : await askWorkers(pipeline, dealt.own, { ...options, queue: options.queue }, terminal)
    // What is still being stored elsewhere is waited for.
    await pipeline.sweepCache()
    const failed = [...dealt.failed, ...made.failed]
    const { root } = pipeline.options
    const durationMs = performance.now() - started
    for (const failure of failed) tellFailure(failure, terminal)
    if (shard.index === 1) tellUnknown(wishes, terminal)
    if (options.json !== undefined) {
      terminal.say(JSON.stringify(reportOf({ wishes, dealt, made, failed, shard, root, durationMs })))
    } else {
      if (shard.total > 1) {
        const { ownContents, contents, set } = dealt
        terminal.say(
          `part ${shard.index} of ${shard.total}: ${ownContents} of ${count(contents, 'image')} (set ${set})`,
        )
      }
      terminal.say(summaryOf(wishes, dealt.ownContents, made, failed.length, durationMs))
    }
    return failed.length === 0 ? 0 : 1
  },
})

/** Milliseconds between two lines of progress, where it has none that is written anew. */
const TELL_MS = 10_000

async function askWorkers(
  pipeline: Pipeline,
  wishes: readonly Wish[],
  { queue: address, patience }: Given & { queue: string },
  terminal: Terminal,
): Promise<MadeWishes> {
  const { root, cache } = pipeline.options
  const queue = await loadQueue(address, root)
  await reachQueue(queue)
  const store = await openStore(cache?.remote, root, 'sources')
  let toldAt = 0
  const tell = ({ done, failed, total, workers }: FleetProgress) => {
    const { live } = terminal
    if (live === undefined && performance.now() - toldAt < TELL_MS && done + failed < total) return
    toldAt = performance.now()
    const who = workers === null ? '' : workers === 0 ? ', no worker is there' : `, ${count(workers, 'worker')}`
    const failures = failed === 0 ? '' : `, ${failed} given up`
    const text = `${done} of ${count(total, 'image')}${failures}${who}`
    if (live === undefined) terminal.complain(text)
    else live.show(text)
  }
  try {
    const patienceMs = (readCount(patience, 'patience', 1, 1_000_000) ?? 600) * 1000
    return await makeInFleet(pipeline, wishes, { queue, store, patienceMs, onProgress: tell })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'StoreError') throw error
    throw new UsageError(`The store ${store.name} cannot be used: ${error.message}`, { cause: error })
  } finally {
    terminal.live?.clear()
    await store.close()
  }
}

type Given = Readonly<
  Partial<Record<'from' | 'query' | 'shard' | 'cache' | 'config' | 'json' | 'queue' | 'patience', string>>
>

async function readWishes(
  { from, query, cache, config }: Given,
  globs: readonly string[],
  terminal: Terminal,
  label: () => string,
): Promise<{ pipeline: Pipeline; wishes: Wishes }> {
  const { folder } = terminal
  const module = config === undefined ? undefined : resolve(folder, config)
  const logger = commandLogger(terminal, label)
  const instead = (own: Options): Options => ({
    logger,
    ...(cache === undefined ? {} : { cache: cacheFrom(cache, own.cache, folder) }),
  })
  if (from !== undefined) {
    if (query !== undefined) {
      throw new UsageError(
        '--query goes with globs of pictures; with --from, the files of the project say what they ask for',
      )
    }
    const root = resolve(folder, from)
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(`Option --from must be a folder that exists, but received ${JSON.stringify(from)}`)
    }
    const project = await loadProject(root, module, instead)
    for (const name of project.unread) terminal.complain(wordUnread(name))
    return { pipeline: project.pipeline, wishes: await wishesOfProject(project, globs) }
  }
  if (globs.length === 0) {
    throw new UsageError(
      'prewarm needs pictures, as in: lazy-image prewarm "photos/**/*.jpg" --query "w=400,800&format=webp", ' +
        'or a project, as in: lazy-image prewarm --from .',
    )
  }
  const own = await loadOptions(folder, module)
  const pipeline = new Pipeline({ ...own, ...instead(own) }, folder)
  // Without a query it is the defaults of the options that ask.
  return { pipeline, wishes: await wishesOfGlobs(pipeline, folder, globs, [query ?? '']) }
}

interface Done {
  wishes: Wishes
  dealt: { contents: number; ownContents: number; set: string }
  made: MadeWishes
  failed: readonly FailedWish[]
  shard: { index: number; total: number }
  root: string
  durationMs: number
}

/** What `--json` tells. */
function reportOf({ wishes, dealt, made, failed, shard, root, durationMs }: Done): object {
  const { outputs, made: encoded, decodes, encodes, bytes } = made
  return {
    files: wishes.files,
    requests: wishes.wishes.length,
    pictures: dealt.contents,
    shard: { ...shard, pictures: dealt.ownContents, set: dealt.set },
    outputs: outputs.size,
    made: encoded,
    decodes,
    encodes,
    bytes,
    failed: failed.map(({ wish, error }) => ({
      image: relative(root, wish.source),
      request: wish.place?.text ?? wish.id,
      ...(wish.place === null ? {} : placeFrom(root, wish.place)),
      code: error.code,
      message: error.message,
    })),
    unknown: wishes.unknown.map(({ place, reason }) => ({ request: place.text, ...placeFrom(root, place), reason })),
    durationMs: Math.round(durationMs),
  }
}

function placeFrom(root: string, { file, line, column }: { file: string; line: number; column: number }) {
  return { file: relative(root, file), line, column: column + 1 }
}

function summaryOf(
  { files, wishes }: Wishes,
  pictures: number,
  { outputs, made, bytes }: MadeWishes,
  failed: number,
  durationMs: number,
): string {
  const where = files === 0 ? '' : ` in ${count(files, 'file')}`
  const size = bytes === 0 ? '' : ` (${formatBytes(bytes)})`
  const asked = `${count(wishes.length, 'request')}${where}: ${count(pictures, 'image')}, ${count(outputs.size, 'output')}${size}`
  const failures = failed === 0 ? '' : `, ${failed} failed`
  const there = outputs.size - made - failed
  return `${asked}; ${made} made, ${Math.max(0, there)} there already${failures}, ${formatDuration(durationMs)}`
}

function tellFailure({ wish: { place, id }, error }: FailedWish, { folder, complain }: Terminal): void {
  if (place === null) complain(id)
  else complain(`${relative(folder, place.file)}:${place.line}:${place.column + 1} ${pointAt(place.text, error.spans)}`)
  complain(`${error.message} [${error.code}]\n`)
}

/** Requests that are listed one by one. */
const LISTED = 20

function tellUnknown({ unknown }: Wishes, { folder, complain }: Terminal): void {
  if (unknown.length === 0) return
  complain(`${count(unknown.length, 'request')} left for the build:`)
  for (const { place, reason } of unknown.slice(0, LISTED)) {
    complain(`  ${relative(folder, place.file)}:${place.line}:${place.column + 1} ${place.text}: ${reason}`)
  }
  if (unknown.length > LISTED) complain(`  and ${unknown.length - LISTED} more`)
}
