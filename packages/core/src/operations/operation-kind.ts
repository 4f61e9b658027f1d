import type { OutputDirective } from '../language/directive.js'
import type { Draft } from '../language/draft.js'
import type { Size } from '../plan/geometry.js'
import type { Turn } from './turn.js'

/** An operation: its kind, and its parameters as they cross to the engine. */
export interface OperationOf<Name extends string = string> {
  readonly kind: Name
}

/** All that is known of one kind of operation. Where a method is missing, an operation of the kind changes nothing of it. */
export interface OperationKind<Operation extends OperationOf = OperationOf> {
  readonly kind: Operation['kind']
  /** The directives that ask for it; what they write is added to `Draft` beside them. */
  readonly directives: readonly OutputDirective[]
  /** What a draft asks for, or null. */
  fromDraft(draft: Draft): Operation | null
  /** The one operation of all that do the same; null for one that changes nothing. */
  canonical?(operation: Operation): Operation | null

  /** Size of a picture after it. */
  sizeAfter?(operation: Operation, size: Size): Size
  /** How much longer the longest side may become. */
  growth?(operation: Operation): number
  /** How the picture lies after it, where that is all that it changes; null where an operation of the kind does more. */
  turn?(operation: Operation): Turn | null
  /** The one operation that lays a picture so; null where it takes another kind. */
  ofTurn?(turn: Turn): Operation | null
  /** Whether a grey picture is still one after it. */
  keepsGray?(operation: Operation): boolean
  /** Whether transparent pixels come in with it. */
  addsAlpha?(operation: Operation): boolean
  /** Whether nothing is transparent after it. */
  readonly removesAlpha?: boolean
  /** Whether it is about details that a tiny picture does not show. */
  readonly isAboutDetail?: boolean

  /** Whether the draft's background shows through it. */
  showsBackground?(draft: Draft): boolean
  /** Whether no colour is left after it, whatever was done to colours before. */
  leavesNoColour?(draft: Draft): boolean

  /** How chains call it where it changes what later sides and places mean: they are done in the order of their calls. */
  readonly step?: string
  /** The value of a draft that asks for it, where it is such a step. */
  readonly field?: keyof Draft
  /** What each method of a chain changes of the chain's draft; each checks its own arguments. */
  readonly methods: Readonly<Record<string, (draft: Draft, ...given: never[]) => Draft>>
}
