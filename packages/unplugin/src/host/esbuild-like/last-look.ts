import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import type { BuildOptions, BuildResult } from 'esbuild'
import { findLeftOver as findInText, mayRefer, type Site } from '../../images/left-over.js'
import { relativePath } from '../../images/relative-path.js'
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
