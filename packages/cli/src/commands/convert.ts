import { relative, resolve } from 'node:path'
import { formatBytes, formatDuration, Pipeline } from '@lazy-image/core'
import { count } from '@lazy-image/core/host'
import { command } from '../command.js'
import { commandLogger } from '../command-logger.js'
import { type Conversion, convertImages, type Destination } from '../convert/convert-images.js'
import { readNamePattern } from '../convert/file-name.js'
import { globBases } from '../convert/glob-bases.js'
import { watchFolders } from '../convert/watch-folders.js'
import { loadNamedProject, PROJECT_OPTIONS } from '../load-options.js'
import { wishesOfGlobs } from '../prewarm/wishes.js'
import type { Terminal } from '../terminal.js'
import { UsageError } from '../usage-error.js'

export const convertCommand = command({
  name: 'convert',
  summary: 'Makes images from images: every directive, many files, one batch.',
  operands: '<globs…>',
  options: {
    query: { value: '<query>', doc: 'what is asked of each image, such as "w=400,800&format=avif,webp"' },
    out: { value: '<folder>', doc: 'where outputs go, in the folders that their sources lie in below the globs' },
    name: {
      value: '<pattern>',
      doc: 'of each output, from {name}, {width}, {height} and {ext}; default: {name}.{ext}, or {name}-{width}.{ext}',
    },
    overwrite: { value: null, doc: 'replace files that are there already and differ' },
    watch: { value: null, doc: 'go on, and convert what changes or comes' },
    root: { value: '<folder>', doc: 'the project whose options and cache are used; default: the working directory' },
    config: PROJECT_OPTIONS.config,
    json: { value: null, doc: 'tell what was done as one line of JSON' },
  },
  details: [
    'lazy-image convert "photos/**/*.jpg" --query "w=800&format=webp" --out public/photos',
    'lazy-image convert logo.svg --query "w=64,128&format=png" --out icons --name "{name}@{width}.{ext}"',
    '',
    'Each image is decoded once, whatever is asked of it; what the cache has is not made again. An image that is converted',
    'is never written over. In a query, commas separate the values of a list as ; does.',
    '',
    'The exit code is 1 when an image cannot be made or written; all others are.',
  ],
  async run({ options, operands }, terminal) {
    const { folder } = terminal
    const { out, query } = options
    if (operands.length === 0) {
      throw new UsageError(
        'convert needs images, as in: lazy-image convert "photos/**/*.jpg" --query "w=800&format=webp" --out small',
      )
    }
    if (out === undefined) throw new UsageError('convert needs a folder for what it makes: --out <folder>')
    const nameOutput = options.name === undefined ? null : readNamePattern(options.name)
    const { root, options: own } = await loadNamedProject(options, folder)
    const pipeline = new Pipeline({ ...own, logger: commandLogger(terminal) }, root)
    /** Files of this run, which may be replaced by what their sources come to later. */
    const written = new Set<string>()
    const destination: Destination = {
      out: resolve(folder, out),
      nameOutput,
      bases: globBases(operands, folder),
      mayOverwrite: file => options.overwrite !== undefined || written.has(file),
    }
    const convert = async (isWanted: (source: string) => boolean) => {
      const started = performance.now()
      const { wishes } = await wishesOfGlobs(pipeline, folder, operands, [query ?? ''])
      const asked = wishes.filter(({ source }) => isWanted(source))
      if (asked.length === 0) return 0
      const done = await convertImages(pipeline, asked, destination)
      for (const { file } of done.converted) written.add(file)
      tell(done, performance.now() - started, options.json !== undefined, terminal)
      return done.failed.length === 0 ? 0 : 1
    }
    const code = await convert(() => true)
    await pipeline.sweepCache()
    if (options.watch === undefined) return code
    await watchUntilStopped(destination, files => convert(source => files.has(source)), terminal)
    return 0
  },
})

async function watchUntilStopped(
  { bases, out }: Destination,
  convert: (files: ReadonlySet<string>) => Promise<number>,
  { complain }: Terminal,
): Promise<void> {
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  try {
    await watchFolders(
      bases,
      () => complain('waiting for changes; Ctrl-C ends it'),
      async changed => {
        const files = new Set([...changed].filter(file => relative(out, file).startsWith('..')))
        // What a moment does to a file is no reason to stop watching.
        if (files.size > 0) await convert(files).catch((error: Error) => complain(`lazy-image: ${error.message}`))
      },
      stop.signal,
    )
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

function tell({ converted, failed }: Conversion, durationMs: number, isJson: boolean, terminal: Terminal): void {
  const { folder, say, complain } = terminal
  const at = (file: string) => relative(folder, file) || file
  for (const { wish, error } of failed) {
    const { message } = error
    complain(`${message.includes(wish.source) ? '' : `${at(wish.source)}: `}${message} [${error.code}]`)
  }
  if (isJson) {
    const outputs = converted.map(output => ({ ...output, source: at(output.source), file: at(output.file) }))
    const failures = failed.map(({ wish, error }) => ({
      source: at(wish.source),
      code: error.code,
      message: error.message,
    }))
    say(JSON.stringify({ outputs, failed: failures, durationMs: Math.round(durationMs) }))
    return
  }
  for (const { file, width, height, bytes, isAsBefore } of converted) {
    say(`${at(file)}  ${width}×${height}  ${formatBytes(bytes)}${isAsBefore ? '  as before' : ''}`)
  }
  const sources = new Set(converted.map(({ source }) => source)).size
  const bytes = converted.reduce((sum, output) => sum + output.bytes, 0)
  const failures = failed.length === 0 ? '' : `, ${failed.length} failed`
  say(
    `${count(converted.length, 'output')} of ${count(sources, 'image')}, ${formatBytes(bytes)}${failures}, ${formatDuration(durationMs)}`,
  )
}
