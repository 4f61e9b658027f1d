import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from '../../places.mjs'

const { ImageEngine, Pipeline, engineInfo, LazyImageError, silentLogger } = await importBuilt('packages/core')
const { renderBatch } = await importBuilt('packages/core', 'engine/engine.js')

const CORNER = 16

const pipeline = new Pipeline({ cache: false, logger: silentLogger })
const variants = new Map()

/** The engine, asked as a chain of ImageEngine asks it: nothing is hashed, and no more is decoded than is needed. */
export const lazyImage = {
  async decode({ file, width, height }) {
    const variant = await variantOf(file, `crop=${width - CORNER},${height - CORNER},${CORNER},${CORNER}&format=png`)
    const source = { input: { path: file }, decodeSize: 'full', outputs: [{ variant, file: null }] }
    only(await renderBatch([source], pipeline.options))
  },

  async render({ file }, outputs, { effort, decodeSize = 'needed' }) {
    const [first] = outputs
    if (outputs.length === 1 && effort === undefined && !first.animated) {
      const { width, format, quality } = first
      const image = ImageEngine.fromPath(file)
      return [await (width === undefined ? image : image.resize(width)).toBuffer(format, quality)]
    }
    const wanted = []
    for (const { width, format, quality } of outputs) {
      const directives = Object.entries({ w: width, format, quality, effort }).filter(
        ([, value]) => value !== undefined,
      )
      wanted.push({ variant: await variantOf(file, directives.map(entry => entry.join('=')).join('&')), file: null })
    }
    const source = { input: { path: file }, decodeSize, outputs: wanted }
    return only(await renderBatch([source], pipeline.options)).map(({ data }) => data)
  },

  async batch(files, folder, { width, format, quality }, { memoryBudget }) {
    const results = await ImageEngine.fromPath(files[0])
      .resize(width)
      .processBatch(files, folder, { format, quality, memoryBudget, concurrency: engineInfo().availableParallelism })
    const failed = results.find(result => !result.success)
    if (failed !== undefined) throw new Error(`${failed.source}: ${failed.error}`)
    return results.map(result => result.outputPath)
  },
}

/** What a query comes to for a picture; planned once, because planning hashes the file. */
async function variantOf(file, query) {
  const id = `${file}?${query}`
  const known = variants.get(id)
  if (known !== undefined) return known
  const { plan } = await pipeline.plan(id)
  const { variant } = plan.images[0]
  variants.set(id, variant)
  return variant
}

function only({ sources: [renditions] }) {
  for (const rendition of renditions) if (rendition instanceof LazyImageError) throw rendition
  return renditions
}

function importBuilt(folder, file = 'index.js') {
  return import(pathToFileURL(join(REPOSITORY, folder, 'dist', file)).href)
}
