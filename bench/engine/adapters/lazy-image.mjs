import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from '../../places.mjs'

const core = await import(pathToFileURL(join(REPOSITORY, 'packages', 'core', 'dist', 'index.js')).href)
const { ImageEngine, Pipeline, engineInfo, LazyImageError, silentLogger } = core

const CORNER = 16

/** The engine through the doors that its users take: chains for one output, the pipeline for several of a source. */
export const lazyImage = {
  decode({ file, width, height }) {
    const geometry = {
      region: { left: width - CORNER, top: height - CORNER, width: CORNER, height: CORNER },
      resized: { width: CORNER, height: CORNER },
      canvas: null,
    }
    return plannedRender(file, [{ format: 'png' }], variant => ({ ...variant, geometry }))
  },

  async render({ file }, outputs, { effort }) {
    const [only] = outputs
    if (outputs.length === 1 && effort === undefined) {
      const { width, format, quality } = only
      const image = ImageEngine.fromPath(file)
      return [await (width === undefined ? image : image.resize(width)).toBuffer(format, quality)]
    }
    return plannedRender(file, outputs, variant =>
      effort === undefined ? variant : { ...variant, encoding: { ...variant.encoding, effort } },
    )
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
async function plannedRender(file, outputs, edit) {
  const pipeline = new Pipeline({ cache: false, logger: silentLogger })
  const recipes = []
  for (const { width, format, quality } of outputs) {
    const directives = { w: width, format, quality }
    const query = Object.entries(directives).filter(([, value]) => value !== undefined)
    const { plan } = await pipeline.plan(`${file}?${query.map(entry => entry.join('=')).join('&')}`)
    const recipe = pipeline.recipeOf(plan.images[0])
    recipes.push({ ...recipe, variant: edit(recipe.variant), key: `${recipes.length}` })
  }
  const outcomes = await pipeline.render(recipes)
  return recipes.map(({ key }) => {
    const outcome = outcomes.get(key)
    if (outcome instanceof LazyImageError) throw outcome
    return outcome.data
  })
}
