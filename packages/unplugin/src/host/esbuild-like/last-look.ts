import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { FILES_AT_ONCE, isImagePath, mapConcurrently, relativePath } from '@lazy-image/core/host'
import type { BuildOptions, BuildResult } from 'esbuild'
import { findLeftOver as findInText, mayRefer, type Site } from '../../images/left-over.js'
import { explainLeftOver } from '../../images/unfollowed.js'
import type { Failure } from '../../told/failure.js'

/**
 * The last look over what a build has written, by the list in its metafile: references that still ask for an image by
 * directives.
 */
export async function findLeftOver(
  { metafile, outputFiles = [] }: BuildResult,
  { absWorkingDir = process.cwd(), outdir, outfile, publicPath = '' }: BuildOptions,
  pipeline: Pipeline,
): Promise<Failure[]> {
  if (metafile === undefined) return []
  const folder = resolve(absWorkingDir, outdir ?? (outfile === undefined ? '' : dirname(outfile)))
  const files = new Map(
    Object.keys(metafile.outputs).map(name => {
      const file = join(absWorkingDir, name)
      return [relativePath(folder, file), file]
    }),
  )
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]))
  const site: Site = { base: publicPath, hasFile: path => files.has(path) }
  const found = await Promise.all(
    [...files]
      .filter(([name]) => mayRefer(name))
      .map(async ([name, file]) => {
        const text = texts.get(file) ?? (await readFile(file, 'utf8').catch(() => ''))
        return findInText(name, text, pipeline, site)
      }),
  )
  const sources = Object.keys(metafile.inputs).map(name => join(absWorkingDir, name))
  return explainLeftOver(found.flat(), { sources, originalsOf: () => [] })
}

/** The files of images that a build has written, or holds in memory, by their absolute paths. */
export async function readWritten(
  { metafile, outputFiles = [] }: BuildResult,
  { absWorkingDir = process.cwd() }: BuildOptions,
): Promise<(readonly [path: string, content: Uint8Array])[]> {
  const held = new Map(outputFiles.map(({ path, contents }) => [path, contents]))
  const paths = Object.keys(metafile?.outputs ?? {}).map(name => join(absWorkingDir, name))
  const read = await mapConcurrently(paths.filter(isImagePath), FILES_AT_ONCE, async path => {
    const content = held.get(path) ?? (await readFile(path).catch(() => undefined))
    return content === undefined ? [] : [[path, content] as const]
  })
  return read.flat()
}
