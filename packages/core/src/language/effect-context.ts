import type { Format } from '../formats/format.js'
import type { FormatSpelling, PictureEncoding, SourceFormat } from '../formats/formats.js'
import { type FormatTraits, holdsMetadata, traitsOf } from '../formats/traits.js'
import type { Draft } from './draft.js'
import type { ResultDraft } from './result-draft.js'
import type { Shape } from './shape.js'

/** What a directive may look at to tell whether it changes anything. */
export interface EffectContext {
  /** Everything that is asked of the output, the directive's own part included. */
  readonly draft: Readonly<Draft>
  /** The format that the output comes to; undefined where that is still open. */
  readonly target: Format<PictureEncoding> | undefined
  /** The format as the query spells it, else the source's. */
  readonly formatName: FormatSpelling | SourceFormat | 'auto'
  /** The operation that leaves no colour, whatever else is done; undefined where none does. */
  readonly colourless: string | undefined
}

/** The same for a directive of the import as a whole. */
export interface ResultEffectContext extends EffectContext {
  readonly shape: Shape
  /** Everything that is asked of the import as a whole. */
  readonly result: Readonly<ResultDraft>
}

/** What the target format can do, or undefined where it is still open. */
export function targetTraits({ target }: EffectContext): FormatTraits | undefined {
  return target === undefined ? undefined : traitsOf(target.name)
}

/** Whether the target format surely has no place for what a source says beside its pixels. */
export function isWithoutMetadata(context: EffectContext): boolean {
  const traits = targetTraits(context)
  return traits !== undefined && !holdsMetadata(traits)
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
