import type { Shape } from './directives/as.js'
import type { DirectiveName, DirectiveValues } from './registry.js'

/** Directives whose values multiply the outputs. */
export type ChoiceName = Exclude<DirectiveName, 'as'>

/** One value for each multiplying directive that was given: what makes one output. */
export type Selection = { readonly [Name in ChoiceName]?: DirectiveValues[Name] }

/** What an import asks for, before the image itself is known. */
export interface ImageRequest {
  /** Absolute path of the image file. */
  file: string
  /** One for each output, in the order of the query: the first key varies slowest. */
  selections: readonly Selection[]
  shape: Shape
  /** What was not understood and is ignored, told to the user. */
  warnings: readonly string[]
}
