import type { Size } from './geometry.js'

/** What is done to the framed picture before it is encoded. */
export type Operation =
  /** Clockwise; a multiple of 90. */
  | { kind: 'rotate'; degrees: number }
  /** Top becomes bottom. */
  | { kind: 'flip' }
  /** Left becomes right. */
  | { kind: 'flop' }
  /** Luminance alone is left. */
  | { kind: 'grayscale' }
  /** Every colour becomes its complement; alpha stays. */
  | { kind: 'invert' }
  /** Red, green, blue under transparent pixels; 0–255 each. */
  | { kind: 'flatten'; background: readonly [number, number, number] }

/** The order in which operations are done, whatever the order they were asked for in. */
const ORDER = [
  'rotate',
  'flip',
  'flop',
  'grayscale',
  'invert',
  'flatten',
] as const satisfies readonly Operation['kind'][]

/**
 * The operations as a variant holds them: in the order of work, which is the only one that the engine takes, turns from
 * 0 up to 360 degrees, and without those that change nothing. Each kind comes once at most.
 */
export function canonicalOperations(operations: readonly Operation[]): Operation[] {
  return operations
    .map(operation =>
      operation.kind === 'rotate' ? { ...operation, degrees: withinOneTurn(operation.degrees) } : operation,
    )
    .filter(operation => operation.kind !== 'rotate' || operation.degrees !== 0)
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

function withinOneTurn(degrees: number): number {
  return ((degrees % 360) + 360) % 360
}

/** Size of a picture after operations. */
export function sizeAfter(operations: readonly Operation[], size: Size): Size {
  return operations.reduce(sizeAfterOne, size)
}

function sizeAfterOne({ width, height }: Size, operation: Operation): Size {
  switch (operation.kind) {
    case 'rotate':
      return operation.degrees % 180 === 0 ? { width, height } : { width: height, height: width }
    case 'flip':
    case 'flop':
    case 'grayscale':
    case 'invert':
    case 'flatten':
      return { width, height }
  }
}
