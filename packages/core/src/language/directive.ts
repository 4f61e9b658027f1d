import type { Draft } from './draft.js'
import type { EffectContext, ResultEffectContext } from './effect-context.js'
import type { Grammar } from './grammars/grammar.js'
import type { ResultDraft } from './result-draft.js'

/** Where a directive stands in the documentation. */
export type Group = 'size' | 'region' | 'encode' | 'pixels' | 'source' | 'result' | 'element'

/**
 * One key of the query language: all that parser, planner, messages, types, schema and documentation know of it.
 *
 * @typeParam Value of one value; a list multiplies the outputs.
 * @typeParam Target what the directive writes into: the wishes for one output, or those for the import as a whole.
 * @typeParam Context what tells whether it changes anything.
 */
interface DirectiveOf<Name extends string, Value, Target, Context> {
  readonly name: Name
  readonly group: Group
  readonly aliases: readonly string[]
  /** Bare keys that mean this directive with themselves as value, such as `webp` for `format=webp`. */
  readonly shorthands: readonly string[]
  /** One line for documentation. */
  readonly doc: string
  /** Values worth showing, each with what it does. */
  readonly examples: readonly (readonly [value: string, effect: string])[]
  readonly grammar: Grammar<Value>
  /** What a value changes. */
  apply(value: Value, draft: Target): void
  /**
   * Why the directive changes nothing beside the others, and what to do: a sentence's end behind "has no effect".
   * Undefined when it does change something.
   */
  ineffective?(context: Context): string | undefined
}

/** Decides something of one output; `;` separates values that multiply the outputs. */
export interface OutputDirective<Name extends string = string, Value = unknown>
  extends DirectiveOf<Name, Value, Draft, EffectContext> {
  readonly multiplies: true
}

/** Decides something of the import as a whole. */
export interface ResultDirective<Name extends string = string, Value = unknown>
  extends DirectiveOf<Name, Value, ResultDraft, ResultEffectContext> {
  readonly multiplies: false
  /** Whether an import of one output still is that output's URL and nothing else; without it, it is. */
  keepsOneUrl?(value: Value): boolean
}

export type Directive<Name extends string = string, Value = unknown> =
  | OutputDirective<Name, Value>
  | ResultDirective<Name, Value>

type Definition<Full> = Omit<Full, 'multiplies' | 'aliases' | 'shorthands' | 'examples'> & {
  aliases?: readonly string[]
  shorthands?: readonly string[]
  examples?: readonly (readonly [value: string, effect: string])[]
}

/** Defines a directive of single outputs. */
export function directive<const Name extends string, Value>(
  definition: Definition<OutputDirective<Name, Value>>,
): OutputDirective<Name, Value> {
  return { aliases: [], shorthands: [], examples: [], ...definition, multiplies: true }
}

/** Defines a directive of the whole import. */
export function resultDirective<const Name extends string, Value>(
  definition: Definition<ResultDirective<Name, Value>>,
): ResultDirective<Name, Value> {
  return { aliases: [], shorthands: [], examples: [], ...definition, multiplies: false }
}
