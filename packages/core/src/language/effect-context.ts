import {
  FORMAT_OF_SPELLING,
  FORMAT_TRAITS,
  type FormatTraits,
  type OutputFormat,
  OWN_FORMAT,
} from '../formats/output-format.js'
import type { Draft } from './draft.js'
import type { Shape } from './shape.js'
import type { SourceFacts } from './source-facts.js'

/** What a directive may look at to tell whether it changes anything. */
export interface EffectContext {
  /** Everything that is asked of the output, the directive's own part included. */
  readonly draft: Readonly<Draft>
  readonly shape: Shape
  readonly source: SourceFacts
  /** The operation that leaves no colour, whatever else is done; undefined where none does. */
  readonly colourless: string | undefined
}

/** The format that a draft comes to; `auto` may come to any. */
export function targetFormat({ draft, source }: EffectContext): OutputFormat | 'auto' {
  if (draft.format === undefined) return OWN_FORMAT[source.format]
  return draft.format === 'auto' ? 'auto' : FORMAT_OF_SPELLING[draft.format]
}

/** What the target format can do, or undefined when it is still open. */
export function targetTraits(context: EffectContext): FormatTraits | undefined {
  const format = targetFormat(context)
  return format === 'auto' ? undefined : FORMAT_TRAITS[format]
}

/** Whether the output's box has a shape of its own: both sides of it are given, or its aspect. */
export function hasBox({ draft: { width, height, aspect } }: EffectContext): boolean {
  return aspect !== undefined || (width !== undefined && height !== undefined)
}

/** Whether the draft asks for any size at all. */
export function isResized({ draft: { width, height, aspect } }: EffectContext): boolean {
  return width !== undefined || height !== undefined || aspect !== undefined
}

/** Whether the output keeps every pixel because it is asked to, so that no quality is left to choose. */
export function isAskedLossless(context: EffectContext): boolean {
  return context.draft.lossless === true && targetTraits(context)?.lossless !== 'never'
}
