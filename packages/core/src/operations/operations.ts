import type { Draft } from '../language/draft.js'
import type { Size } from '../plan/geometry.js'
import { type BlurMethods, blur } from './blur.js'
import { type ContrastMethods, contrast } from './contrast.js'
import { type FlattenMethods, flatten } from './flatten.js'
import { type FlipMethods, flip } from './flip.js'
import { type FlopMethods, flop } from './flop.js'
import { type GrayscaleMethods, grayscale } from './grayscale.js'
import { type InvertMethods, invert } from './invert.js'
import { type MedianMethods, median } from './median.js'
import { type ModulateMethods, modulate } from './modulate.js'
import { type NormalizeMethods, normalize } from './normalize.js'
import type { OperationKind, OperationOf } from './operation-kind.js'
import { type RotateMethods, rotate } from './rotate.js'
import { type SharpenMethods, sharpen } from './sharpen.js'
import { type TintMethods, tint } from './tint.js'
import { type Turn, turnFurther, UNTURNED } from './turn.js'

/** Every operation there is, in the order of work, whatever the order they are asked for in; the engine takes no other. */
export const OPERATIONS = [
  rotate,
  flip,
  flop,
  blur,
  sharpen,
  median,
  modulate,
  contrast,
  tint,
  grayscale,
  invert,
  normalize,
  flatten,
] as const satisfies readonly OperationKind[]

/** Methods of a chain that ask for operations. */
export interface OperationMethods
  extends RotateMethods,
    FlipMethods,
    FlopMethods,
    BlurMethods,
    SharpenMethods,
    MedianMethods,
    ModulateMethods,
    ContrastMethods,
    TintMethods,
    GrayscaleMethods,
    InvertMethods,
    NormalizeMethods,
    FlattenMethods {}

/** What is done to the framed picture before it is encoded. Meanings are sharp's where sharp has the operation. */
export type Operation = NonNullable<ReturnType<(typeof OPERATIONS)[number]['fromDraft']>>

export type OperationDirective = (typeof OPERATIONS)[number]['directives'][number]

/** The directives that ask for operations, in the order of work. */
export const OPERATION_DIRECTIVES = (OPERATIONS as readonly OperationKind[]).flatMap(
  ({ directives }) => directives,
) as readonly OperationDirective[]

const KINDS = OPERATIONS as readonly OperationKind<Operation>[]

export function kindOf({ kind }: OperationOf): OperationKind<Operation> {
  const found = KINDS.find(one => one.kind === kind)
  if (found === undefined) throw new RangeError(`there is no operation ${kind}`)
  return found
}

/** The operations that a draft asks for, as a variant holds them. */
export function operationsOf(draft: Draft): Operation[] {
  return canonicalOperations(OPERATIONS.map(kind => kind.fromDraft(draft)).filter(operation => operation !== null))
}

/**
 * The operations as a variant holds them: in the order of work, each in its canonical form, and without those that
 * change nothing. Each kind comes once at most.
 */
export function canonicalOperations(operations: readonly Operation[]): Operation[] {
  return operations
    .map(operation => {
      const kind = kindOf(operation)
      const canonical = kind.canonical === undefined ? operation : kind.canonical(operation)
      return { place: KINDS.indexOf(kind), canonical }
    })
    .sort((a, b) => a.place - b.place)
    .map(({ canonical }) => canonical)
    .filter(operation => operation !== null)
}

/** How a picture lies after operations; null where one of them changes more than that. */
export function turnOf(operations: readonly Operation[]): Turn | null {
  let turn = UNTURNED
  for (const operation of operations) {
    const next = kindOf(operation).turn?.(operation) ?? null
    if (next === null) return null
    turn = turnFurther(turn, next)
  }
  return turn
}

/** The fewest operations that lay a picture so, in the order of work. */
export function operationsOfTurn({ quarters, isMirrored }: Turn): Operation[] {
  const one = (turn: Turn) => KINDS.flatMap(kind => kind.ofTurn?.(turn) ?? []).slice(0, 1)
  const whole = one({ quarters, isMirrored })
  return whole.length > 0 ? whole : [...one({ quarters, isMirrored: false }), ...one({ quarters: 0, isMirrored })]
}

/** Size of a picture after operations. */
export function sizeAfter(operations: readonly Operation[], size: Size): Size {
  return operations.reduce((before, operation) => kindOf(operation).sizeAfter?.(operation, before) ?? before, size)
}
