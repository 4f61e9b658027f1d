import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { FILES_AT_ONCE, isImagePath, mapConcurrently, relativePath } from '@lazy-image/core/host'
import { findLeftOver, mayRefer, type Site } from '../../images/left-over.js'
import { explainLeftOver } from '../../images/unfollowed.js'
import type { Failure } from '../../told/failure.js'
import type { BunConfig, BunOutput } from './bun-builder.js'
import type { BurstImages } from './burst-images.js'
import { replaceStandIns } from './page-stand-ins.js'

/**
 * Puts right what Bun has written, and has a last look at it.
 *
 * @param ends what the URLs of images in styles end in, with the query of their requests.
 * @returns what still asks by directives, and keys of images that nothing refers to, whose files are gone.
 */
export async function finishOutputs(
  outputs: readonly BunOutput[],
  { entrypoints = [], outdir, publicPath = '' }: BunConfig,
  { images, ends, pipeline }: { images: BurstImages; ends: Iterable<string>; pipeline: Pipeline },
): Promise<{ failures: Failure[]; dropped: ReadonlySet<string> }> {
  if (outdir === undefined) return { failures: [], dropped: new Set() }
  const folder = resolve(outdir)
  const files = new Map(outputs.map(({ path }) => [relativePath(folder, path), path]))
  const texts = new Map<string, string>()
  for (const [name, file] of files) {
    if (!mayRefer(name)) continue
    const text = await readFile(file, 'utf8')
    const finished = finish(name, text, ends, pipeline.options.siteUrl)
    if (finished !== text) await writeFile(file, finished)
    texts.set(name, finished)
  }
  const dropped = await removeUnused(
    [...files].filter(([name]) => !texts.has(name)).map(([, file]) => file),
    [...texts.values()],
    images,
  )
  const site: Site = { base: publicPath, hasFile: path => files.has(path) }
  const found = [...texts].flatMap(([name, text]) => findLeftOver(name, text, pipeline, site))
  const sources = entrypoints.map(file => resolve(file))
  return { failures: await explainLeftOver(found, { sources, originalsOf: () => [] }), dropped }
}

/**
 * Bun writes the file of each image that is imported, also where nothing of the module is left.
 *
 * @returns keys of those that are removed.
 */
async function removeUnused(
  assets: readonly string[],
  texts: readonly string[],
  images: BurstImages,
): Promise<ReadonlySet<string>> {
  const dropped = new Set<string>()
  for (const file of assets) {
    if (texts.some(text => text.includes(basename(file)))) continue
    const key = images.keyOf(await readFile(file))
    if (key === undefined) continue
    dropped.add(key)
    await rm(file)
  }
  return dropped
}

function finish(name: string, text: string, ends: Iterable<string>, siteUrl: string | null): string {
  if (/\.html?$/.test(name)) return replaceStandIns(text, siteUrl === null ? null : new URL(name, siteUrl).href)
  if (!name.endsWith('.css')) return text
  let finished = text
  for (const end of ends) finished = finished.replaceAll(end, end.slice(0, end.indexOf('?')))
  return finished
}

/** The files of images among what Bun has written, by their absolute paths. */
export async function readOutputs(
  outputs: readonly BunOutput[],
): Promise<(readonly [path: string, content: Uint8Array])[]> {
  const images = outputs.filter(({ path }) => isImagePath(path))
  // Some are gone by now: those that nothing refers to.
  const read = await mapConcurrently(images, FILES_AT_ONCE, async ({ path }) => {
    const content = await readFile(path).catch(() => undefined)
    return content === undefined ? [] : [[path, content] as const]
  })
  return read.flat()
}
