import type { Directive } from './directive.js'

/** How another tool reads what breaks a rule of ours. */
export interface LenientReading {
  /** A value of the directive, `null` for "as if absent", or undefined where the other tool fails too. */
  read(directive: Directive, text: string): unknown
}
