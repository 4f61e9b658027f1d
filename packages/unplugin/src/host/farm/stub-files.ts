import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PlannedImage, parseRecipe, printRecipe, type Recipe, stubOf } from '@lazy-image/core/host'
import { nameForUrl } from '../../images/name-for-url.js'

/** Beside a stub: what makes its image, for builds that have the stub from Farm's cache. */
const RECIPE = 'recipe.json'

/** Files that stand in for images. Farm takes an asset from a file alone, and names it after that. */
export class StubFiles {
  readonly #folder: string
  readonly #root: string
  /** Of this process, by key: where pictures are now. */
  readonly #recipes = new Map<string, Recipe>()

  constructor(root: string) {
    this.#root = root
    // Where Farm's own cache is: they are cleaned together.
    this.#folder = join(root, 'node_modules/.farm/lazy-image')
  }

  /** The stub of an image, from the folder of stubs; it is written where it is not yet there. */
  write({ recipe, fileName }: PlannedImage): string {
    const folder = join(this.#folder, recipe.key)
    const name = nameForUrl(fileName)
    if (!this.#recipes.has(recipe.key)) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, RECIPE), printRecipe(recipe, this.#root))
    }
    this.#recipes.set(recipe.key, recipe)
    // What is there is left alone: Farm would take it for changed.
    if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), stubOf(recipe))
    return `${recipe.key}/${name}`
  }

  /** Has the stub of a key stand for another image, in this process. */
  renew(key: string, recipe: Recipe): void {
    this.#recipes.set(key, recipe)
  }

  /** Absolute path of a file that stands in for an image which could not be had, as long as that is told. */
  writeFailed(id: string): string {
    const folder = join(this.#folder, 'failed')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${createHash('sha256').update(id).digest('hex').slice(0, 16)}.png`)
    writeFileSync(path, '')
    return path
  }

  /** Absolute path of a stub. */
  pathOf(stub: string): string {
    return join(this.#folder, stub)
  }

  /** What makes an output whose stub there is. */
  recipeOf(key: string): Recipe {
    return this.#recipes.get(key) ?? parseRecipe(readFileSync(join(this.#folder, key, RECIPE), 'utf8'), this.#root)
  }
}
