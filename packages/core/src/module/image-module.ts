import { mediaTypeOf } from '../formats/traits.js'
import type { PlannedImage } from '../plan/plan.js'
import type { Recipe } from '../plan/recipe.js'
import { evaluate } from './evaluate.js'
import { commonJsCode, type Expressions, type ModuleStyle, moduleCode } from './module-code.js'
import { type Made, type Reading, takeReading } from './reading.js'
import { readExpression, replacementOf, type TokenUse } from './token.js'
import { listFiles, listReadings, type PlainValue, type Value } from './value.js'

export interface ModuleSettings extends ModuleStyle {
  /** Absolute folder that tokens name files from. */
  root: string
}

/** An encoded image, without what its recipe says. */
type Encoded = Omit<Made, 'mediaType'>

/** Outputs by what names them. */
interface Entries {
  /** @throws {LazyImageError} why there is no such output. */
  of(recipe: Recipe): Encoded
  find(recipe: Recipe): Encoded | undefined
}

/** A piece of text in place of another. */
export interface Edit {
  start: number
  /** Behind the last character that goes. */
  end: number
  text: string
}

/**
 * The module that an image import evaluates to. Its code may be written before any image is made: what shows only
 * then is a token in it, to be filled in later; or values may be read at once, where the images are there.
 */
export class ImageModule {
  readonly value: Value
  /** Images whose files the module refers to by URL. */
  readonly files: readonly PlannedImage[]
  /** Images off which its value is read. */
  readonly readings: readonly PlannedImage[]
  readonly #settings: ModuleSettings

  constructor(value: Value, settings: ModuleSettings) {
    this.value = value
    this.files = [...listFiles(value)]
    this.readings = [...listReadings(value)]
    this.#settings = settings
  }

  /** The recipes of all that must be made for it, each once: its files, and what it reads off images. */
  wanted(): Recipe[] {
    const recipes = [...this.files, ...this.readings].map(({ recipe }) => recipe)
    return [...new Map(recipes.map(recipe => [recipe.key, recipe])).values()]
  }

  /**
   * The module's code.
   *
   * @param url an expression that evaluates to an image's URL.
   * @param outcomes of the images that it reads; without them, tokens stand in for what is read.
   * @throws {LazyImageError} of an outcome that the value needs.
   */
  code(url: (image: PlannedImage) => string, outcomes?: Entries): string {
    return moduleCode(this.value, this.#expressions(url, outcomes), this.#settings)
  }

  /** The same for `require`, which gives the value itself. */
  commonJsCode(url: (image: PlannedImage) => string, outcomes?: Entries): string {
    return commonJsCode(this.value, this.#expressions(url, outcomes))
  }

  #expressions(url: (image: PlannedImage) => string, outcomes: Entries | undefined): Expressions {
    const { root } = this.#settings
    return {
      url,
      read: ({ image: { recipe }, reading }) =>
        outcomes === undefined
          ? readExpression(recipe, reading, root)
          : JSON.stringify(readMade(recipe, outcomes.of(recipe), reading)),
    }
  }

  /**
   * What the module evaluates to.
   *
   * @param url an image's URL.
   * @throws {LazyImageError} of an outcome that the value needs.
   */
  values(outcomes: Entries, url: (image: PlannedImage) => string): PlainValue {
    return evaluate(this.value, {
      url,
      read: ({ recipe }, reading) => readMade(recipe, outcomes.of(recipe), reading),
    })
  }
}

/** What is read off an image that was made. */
export function readMade(recipe: Recipe, encoded: Encoded, reading: Reading): ReturnType<typeof takeReading> {
  return takeReading(describe(recipe, encoded), reading)
}

/** The edits that put values in place of tokens; a token whose image could not be had stays, for its error is told. */
export function fillTokens(uses: readonly TokenUse[], outcomes: Pick<Entries, 'find'>): Edit[] {
  return uses.flatMap(({ recipe, reading, isText, start, end }) => {
    const entry = outcomes.find(recipe)
    return entry === undefined ? [] : { start, end, text: replacementOf(reading, describe(recipe, entry), isText) }
  })
}

function describe({ variant }: Recipe, { width, height, data }: Encoded): Made {
  return { width, height, data, mediaType: mediaTypeOf(variant.encoding.format) }
}
