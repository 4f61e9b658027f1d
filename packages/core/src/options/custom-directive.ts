import type { DirectiveSet } from './directive-set.js'

/**
 * A directive of a configuration's own: a short name for others. It says what is wanted in the words of the language,
 * so that it works in every shape and host, and nothing of the engine shows through.
 */
export interface CustomDirective {
  /** Other keys that mean the same. */
  aliases?: readonly string[]
  /** One line for messages and documentation. */
  doc?: string
  /**
   * The directives that a value stands for; what the query itself says goes before them.
   *
   * @param value as written behind `=`; empty for a bare key.
   * @throws any error, whose message is told where the import stands.
   */
  expand(value: string): DirectiveSet
}
