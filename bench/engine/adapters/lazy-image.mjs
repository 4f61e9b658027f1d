import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from '../../places.mjs'

const { ImageEngine, Pipeline, engineInfo, LazyImageError, silentLogger } = await importBuilt('packages', 'core')
const { loadBinding } = await importBuilt('native', 'binding')

const CORNER = 16
const LIMITS = { pixels: 2 ** 28, side: 65_535, fileBytes: 2 ** 29, metadataBytes: 2 ** 24 }

/** The engine through the doors that its users take: chains for one output, the pipeline for several of a source. */
export const lazyImage = {
  /**
   * By the call that a chain makes, which has no way to keep a corner: the pipeline would hash the file and start
   * threads, and what is less the decode would come out too cheap.
   */
  async decode({ file, width, height }) {
    const corner = {
      region: { left: width - CORNER, top: height - CORNER, width: CORNER, height: CORNER },
      width: CORNER,
      height: CORNER,
      kernel: 'lanczos3',
      encoding: { format: 'png', level: 6 },
    }
    const { sources } = await loadBinding().runOne({ path: file, autoOrient: true, outputs: [corner] }, LIMITS)
    const [[{ error }]] = sources
    if (error !== undefined) throw new Error(error.message)
  },

  async render({ file }, outputs, { effort }) {
    const [only] = outputs
    if (outputs.length === 1 && effort === undefined) {
      const { width, format, quality } = only
      const image = ImageEngine.fromPath(file)
      return [await (width === undefined ? image : image.resize(width)).toBuffer(format, quality)]
    }
    return plannedRender(file, outputs, effort)
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

/** A pipeline of its own for each call, because a pipeline remembers what it made. */
async function plannedRender(file, outputs, effort) {
  const pipeline = new Pipeline({ cache: false, logger: silentLogger })
  const recipes = []
  for (const { width, format, quality } of outputs) {
    const directives = { w: width, format, quality }
    const query = Object.entries(directives).filter(([, value]) => value !== undefined)
    const { plan } = await pipeline.plan(`${file}?${query.map(entry => entry.join('=')).join('&')}`)
    const recipe = pipeline.recipeOf(plan.images[0])
    const { variant } = recipe
    // No directive asks for an effort, so the plan's own is replaced.
    const encoding = effort === undefined ? variant.encoding : { ...variant.encoding, effort }
    recipes.push({ ...recipe, variant: { ...variant, encoding }, key: `${recipes.length}` })
  }
  const outcomes = await pipeline.render(recipes)
  return recipes.map(({ key }) => {
    const outcome = outcomes.get(key)
    if (outcome instanceof LazyImageError) throw outcome
    return outcome.data
  })
}

function importBuilt(...folders) {
  return import(pathToFileURL(join(REPOSITORY, ...folders, 'dist', 'index.js')).href)
}
