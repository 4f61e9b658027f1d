import type { FormatSpelling, SourceFormat } from '../formats/formats.js'
import type { Directive } from './directive.js'
import type { Selection } from './registry.js'

/** How another tool reads what breaks a rule of ours. */
export interface LenientReading {
  /** The other tool's name, for messages. */
  readonly tool: string
  /** Keys that say nothing there and mark an import for something else, such as a pattern of TypeScript's. */
  readonly markers: ReadonlySet<string>
  /** Whether the other tool has the directive; what it has not, it overlooks whatever is said of it. */
  has(directive: Directive): boolean
  /** A value of a directive that the tool has, `null` for "as if absent", or undefined where the other tool fails too. */
  read(directive: Directive, text: string): unknown
  /** A selection with what the tool takes for said although it is not written; the same one where that is nothing. */
  imply(selection: Selection, format: FormatSpelling | SourceFormat | 'auto'): Selection
}
