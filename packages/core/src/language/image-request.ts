import type { Diagnostic } from './diagnostic.js'
import type { Directive } from './directive.js'
import type { Span } from './query.js'
import type { Selection } from './registry.js'
import type { ResultDraft } from './result-draft.js'
import type { SourceFacts } from './source-facts.js'

/** What an import asks for where a media query holds. */
export interface DirectedSelections {
  media: string
  /** Absolute path of the image file. */
  file: string
  selections: readonly Selection[]
}

/** What an import asks for, before the image itself is known. */
export interface ImageRequest {
  /** Absolute path of the image file. */
  file: string
  /** One for each output, in the order of the query: the first key varies slowest. */
  selections: readonly Selection[]
  /** Art direction: other outputs where a media query holds, of this picture or of another one. */
  directed: readonly DirectedSelections[]
  result: ResultDraft
  /** Directives that the query itself says, and where; what options say is not the import's fault. */
  written: ReadonlyMap<Directive, Span | null>
  /** What the query says that is no directive: own shapes may read it. */
  others: Readonly<Record<string, string>>
  /** What does not stop the build and is told. */
  warnings: readonly Diagnostic[]
}

/** All that a request asks of one of its pictures. */
export function selectionsOf({ file, selections, directed }: ImageRequest, source: SourceFacts): readonly Selection[] {
  const others = directed.filter(other => other.file === source.file).flatMap(other => other.selections)
  return source.file === file ? [...selections, ...others] : others
}
