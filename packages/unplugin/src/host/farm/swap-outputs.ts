import { resolve } from 'node:path'
import type { Compiler } from '@farmfe/core'
import type { Pipeline } from '@lazy-image/core'
import { closeAccount } from '../../images/close-account.js'
import { findLeftOver, mayRefer, type Site } from '../../images/left-over.js'
import { explainLeftOver } from '../../images/unfollowed.js'
import { wordBudget } from '../../told/budgets.js'
import type { Failure } from '../../told/failure.js'
import { describeAll, mentionFailures } from '../../told/report.js'
import { CompilerOutputs, type Files } from './compiler-outputs.js'
import type { FarmImages } from './farm-images.js'
import { followUpdates } from './follow-updates.js'
import type { StubFiles } from './stub-files.js'

interface SwapSetUp {
  pipeline: Pipeline
  images: FarmImages
  stubs: StubFiles
  /** Whether files are served from memory, and images made when they are asked for. */
  isServed(): boolean
}

/**
 * Makes a compiler give images where it has stubs: to whoever writes its files, and to whoever serves them. All are made
 * when it has compiled and nothing is written yet, so that a failure leaves what was there before.
 */
export function swapOutputs(compiler: Compiler, { pipeline, images, stubs, isServed }: SwapSetUp): void {
  const { root, strict, logger } = pipeline.options
  const outputs = new CompilerOutputs(images, stubs, root)
  const compile = compiler.compile.bind(compiler)
  const update = compiler.update.bind(compiler)
  const resources = () => Object.getPrototypeOf(compiler).resources.call(compiler) as Files
  const resource = compiler.resource.bind(compiler)

  const tell = () => {
    for (const text of images.takeWarnings()) logger.warn(text)
  }
  /** What could not be had, or is left as it was written. */
  const finish = async (): Promise<readonly Failure[]> => {
    const files = resources()
    if (!isServed()) await outputs.make(files)
    tell()
    const failures = await images.listFailures()
    if (failures.length > 0) await pipeline.flushCache()
    if (failures.length > 0 || isServed()) return failures
    const unused = images.modules.among(outputs.droppedKeys(files))
    await images.importers.noteIn(pipeline.ledger, unused)
    pipeline.ledger.noteUnused(unused)
    await pipeline.sweepCache()
    const over = await closeAccount(pipeline, () => ({
      side: 'build',
      files: placeFiles(outputs.listOutputs(files), compiler, root),
      pages: [],
    }))
    for (const warning of over.warnings) logger.warn(wordBudget(warning, root))
    if (over.failures.length > 0) return over.failures
    const left = await lookAtOutputs(outputs.fillAll(files), compiler, pipeline)
    if (strict === 'error') return left
    for (const failure of left) logger.warn(describeAll([failure], root))
    return []
  }

  compiler.compile = async () => {
    try {
      await compile()
    } catch (error) {
      tell()
      const failures = await images.listFailures()
      if (failures.length > 0 && error instanceof Error) error.message += `\n${mentionFailures(failures, root)}`
      throw error
    }
    // A dev server starts all the same, and an edit repairs what is wrong.
    const failures = await finish()
    if (failures.length === 0) return
    if (!isServed()) throw makeError(failures, root)
    logger.warn(describeAll(failures, root))
  }
  const updateAndFinish = async (...parameters: Parameters<Compiler['update']>) => {
    const result = await update(...parameters)
    const failures = await finish()
    if (failures.length > 0) throw makeError(failures, root)
    return result
  }
  followUpdates(compiler, updateAndFinish, error => logger.warn(String(error)))
  compiler.resources = () => outputs.fillAll(resources()) as ReturnType<Compiler['resources']>
  compiler.resource = name => {
    const file = resource(name) as Buffer | undefined
    return (file && outputs.fill(file)) as Buffer
  }
}

/** @param names of files in the folder of outputs, by their keys. */
function placeFiles(
  names: ReadonlyMap<string, string | null>,
  compiler: Compiler,
  root: string,
): Map<string, string | null> {
  const { root: folder = root, output } = compiler.config.config ?? {}
  const base = resolve(folder, output?.path ?? 'dist')
  return new Map([...names].map(([key, name]) => [key, name === null ? null : resolve(base, name)]))
}

/** The last look over what is about to be written. */
function lookAtOutputs(files: Files, compiler: Compiler, pipeline: Pipeline): Promise<Failure[]> {
  const { root, output } = compiler.config.config ?? {}
  const site: Site = { base: output?.publicPath ?? '/', hasFile: path => path in files }
  const found = Object.entries(files)
    .filter(([name]) => mayRefer(name))
    .flatMap(([name, file]) => findLeftOver(name, file.toString('utf8'), pipeline, site))
  const sources = compiler.resolvedModulePaths(root ?? pipeline.options.root)
  return explainLeftOver(found, { sources, originalsOf: () => [] })
}

/** An error as Farm makes its own: it reads the message of each, and one that it cannot read ends a watcher. */
function makeError(failures: readonly Failure[], root: string): Error {
  return new Error(JSON.stringify([JSON.stringify({ message: describeAll(failures, root) })]))
}
