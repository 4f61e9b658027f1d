import { resolve } from 'node:path'
import {
  IMAGE_MENTION_IN_GO,
  type Logger,
  type Options,
  Pipeline,
  relativePath,
  terminalLine,
} from '@lazy-image/core/host'
import type { BuildOptions, BuildResult, PluginBuild } from 'esbuild'
import { closeAccount } from '../../images/close-account.js'
import { TypesKeeper } from '../../images/types-keeper.js'
import { BuiltModules } from './built-modules.js'
import { BurstImages } from './burst-images.js'
import { EsbuildModules, isOwnRequest } from './esbuild-modules.js'
import { findLeftOver, readWritten } from './last-look.js'
import { errorsOf, warningsOf } from './messages.js'
import { OWN_NAMESPACE, OWN_REQUEST } from './own-requests.js'

/**
 * Images in esbuild. It writes and serves what its own process holds before a plugin could swap anything in, so that
 * an image is made while its module is loaded.
 */
export function setUpEsbuild(options: Options): (build: PluginBuild) => void {
  return build => {
    const { initialOptions } = build
    const late: string[] = []
    const logger = loggerOf(initialOptions, late)
    const pipeline = new Pipeline({ logger, ...options }, initialOptions.absWorkingDir ?? process.cwd())
    const images = new BurstImages(pipeline)
    const modules = new EsbuildModules(build, pipeline, images)
    const types = new TypesKeeper(pipeline)
    const isListed = initialOptions.metafile === true
    initialOptions.metafile = true

    build.onStart(() => {
      images.beginBuild()
      // Beside the build: nothing in it waits for types.
      void types.refresh()
    })
    build.onResolve({ filter: IMAGE_MENTION_IN_GO }, args => (isOwnRequest(args) ? undefined : modules.resolve(args)))
    build.onResolve({ filter: OWN_REQUEST, namespace: OWN_NAMESPACE }, args => modules.resolveOutput(args))
    build.onLoad({ filter: /.*/, namespace: OWN_NAMESPACE }, args => modules.load(args))
    build.onLoad({ filter: IMAGE_MENTION_IN_GO, namespace: 'file' }, args => modules.loadPlaced(args))
    build.onEnd(async result => {
      await types.settled()
      const { root, strict } = pipeline.options
      const folder = initialOptions.absWorkingDir ?? process.cwd()
      const told = await warningsOf(images.takeWarnings(), root)
      const warnings = [...told, ...late.splice(0).map(text => ({ text }))]
      const isFailed = result.errors.length > 0
      const built = new BuiltModules(result.metafile ?? { inputs: {}, outputs: {} })
      const unused = built.unused().flatMap(name => modules.idOf(name) ?? [])
      pipeline.ledger.noteUnused(isFailed ? [] : unused, { areMade: true })
      await (isFailed ? pipeline.flushCache() : pipeline.sweepCache())
      if (isFailed) return { warnings, errors: await errorsOf(images.takeUntold(), root) }
      const leftOver = await errorsOf(await findLeftOver(result, initialOptions, pipeline), root)
      const { failures, warnings: over } = await closeAccount(pipeline, async () => ({
        side: 'build',
        files: images.listOutputs(await readWritten(result, initialOptions)),
        pages: built.pages({
          folder,
          root,
          isAsked: module => isEntry(module, folder, initialOptions.entryPoints),
          keyAt: module => modules.keyAt(module),
        }),
      }))
      warnings.push(...(await errorsOf(over, root)))
      if (!isListed) delete (result as Partial<BuildResult>).metafile
      const errors = await errorsOf(failures, root)
      return strict === 'error'
        ? { warnings, errors: [...leftOver, ...errors] }
        : { warnings: [...warnings, ...leftOver], errors }
    })
  }
}

/** Whether a module is among the entries of the options, which may leave out what its name ends in. */
function isEntry(module: string, folder: string, entries: BuildOptions['entryPoints'] = []): boolean {
  const named = Array.isArray(entries) ? entries : Object.values(entries)
  return named.some(entry => {
    const path = relativePath(folder, resolve(folder, typeof entry === 'string' ? entry : entry.in))
    return module === path || module.startsWith(`${path}.`)
  })
}

/** What esbuild's log level lets through; warnings become esbuild's. */
function loggerOf({ logLevel }: BuildOptions, late: string[]): Logger {
  const isTold = logLevel === 'info' || logLevel === 'debug' || logLevel === 'verbose'
  return {
    info: message => {
      if (isTold) process.stderr.write(`${message}\n`)
    },
    warn: message => late.push(message),
    live: isTold ? terminalLine() : undefined,
  }
}
