import type { ErrorCode } from '@lazy-image/core'

/** What can be wrong with what is written for any directive. */
export const KINDS = [
  'missing',
  'empty',
  'repeated',
  'negative',
  'zero',
  'huge',
  'nonNumeric',
  'wrongCase',
  'wrongKeyCase',
  'emptyMember',
  'percentEncoded',
  'hash',
] as const

export type Kind = (typeof KINDS)[number]

/** What a request comes to. */
export interface Outcome {
  /** Of the one diagnostic; null when there is nothing to say. */
  code: ErrorCode | null
  /** Whether a strict configuration refuses it. */
  isError: boolean
  /** What the message repeats. */
  received: string | null
  /** The spelling that the message suggests; null for none. */
  nearest: string | null
  /** What the directive comes to where the request is taken: its printed values; `absent` when it is ignored. */
  meaning: string
  /** The same in compat mode, where `refused` is an error. */
  compat: string
}

export interface Row {
  directive: string
  kind: Kind
  /** What else the query says, so that the directive has an effect. */
  context: string
  /** What is written for the directive. */
  entry: string
  outcome: Outcome
}

/** Nothing is wrong with it. */
export function means(meaning: string): Outcome {
  return { code: null, isError: false, received: null, nearest: null, meaning, compat: meaning }
}

/** Said twice: where that is let pass, the last counts. */
export function again(meaning: string): Outcome {
  return { ...means(meaning), code: 'DIRECTIVE_REPEATED', isError: true }
}

/** No directive is spelt like that. */
export function unknown(nearest: string): Outcome {
  return { ...means('absent'), code: 'DIRECTIVE_UNKNOWN', isError: true, nearest }
}

/**
 * A value that breaks the rule.
 *
 * @param received as the message repeats it.
 */
export function bad(received: string, compat: string, also: { nearest?: string; meaning?: string } = {}): Outcome {
  const { nearest = null, meaning = 'absent' } = also
  return { code: 'DIRECTIVE_INVALID', isError: true, received, nearest, meaning, compat }
}
