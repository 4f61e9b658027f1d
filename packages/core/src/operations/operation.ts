import type { Rgb } from '../formats/encoding.js'
import type { Rgba, Size } from '../plan/geometry.js'

/** What is done to the framed picture before it is encoded. Meanings are sharp's where sharp has the operation. */
export type Operation =
  /** Clockwise, above 0 and below 360; the background is what the turned picture does not cover. */
  | { kind: 'rotate'; degrees: number; background: Rgba }
  /** Top becomes bottom. */
  | { kind: 'flip' }
  /** Left becomes right. */
  | { kind: 'flop' }
  /** Gaussian; sigma in pixels, above 0 and up to 1000. */
  | { kind: 'blur'; sigma: number }
  /** Lightness differs more from that around it; sigma in pixels, above 0 and up to 1000. */
  | { kind: 'sharpen'; sigma: number }
  /** The middle value of a square window; its side is odd, from 3 to 1001 pixels. */
  | { kind: 'median'; size: number }
  /** In CIE LCh: factors of L and C, 0 and more; degrees added to h, from 0 and below 360. */
  | { kind: 'modulate'; brightness: number; saturation: number; hue: number }
  /** Factor of the distance from mid grey; 0 and more. */
  | { kind: 'contrast'; factor: number }
  /** Luminance stays, chroma becomes that of the colour. */
  | { kind: 'tint'; colour: Rgb }
  /** Luminance alone is left. */
  | { kind: 'grayscale' }
  /** Every colour becomes its complement; alpha stays. */
  | { kind: 'invert' }
  /** Lightness is stretched to its whole range. */
  | { kind: 'normalize' }
  /** What lies under transparent pixels. */
  | { kind: 'flatten'; background: Rgb }

/** The order in which operations are done, whatever the order they were asked for in. */
const ORDER = [
  'rotate',
  'flip',
  'flop',
  'blur',
  'sharpen',
  'median',
  'modulate',
  'contrast',
  'tint',
  'grayscale',
  'invert',
  'normalize',
  'flatten',
] as const satisfies readonly Operation['kind'][]

/**
 * The operations as a variant holds them: in the order of work, which is the only one that the engine takes, angles
 * from 0 up to 360 degrees, quarter turns with a black background since nothing of it shows, and without those that
 * change nothing. Each kind comes once at most.
 */
export function canonicalOperations(operations: readonly Operation[]): Operation[] {
  return operations
    .map(canonical)
    .filter(changesPixels)
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

function canonical(operation: Operation): Operation {
  switch (operation.kind) {
    case 'rotate': {
      const degrees = withinOneTurn(operation.degrees)
      return { ...operation, degrees, background: degrees % 90 === 0 ? UNSEEN : operation.background }
    }
    case 'modulate':
      return { ...operation, hue: withinOneTurn(operation.hue) }
    default:
      return operation
  }
}

const UNSEEN: Rgba = [0, 0, 0, 255]

function changesPixels(operation: Operation): boolean {
  switch (operation.kind) {
    case 'rotate':
      return operation.degrees !== 0
    case 'modulate':
      return operation.brightness !== 1 || operation.saturation !== 1 || operation.hue !== 0
    case 'contrast':
      return operation.factor !== 1
    default:
      return true
  }
}

function withinOneTurn(degrees: number): number {
  // A small negative angle plus a whole turn rounds to the turn itself.
  return (((degrees % 360) + 360) % 360) % 360
}

/** Size of a picture after operations. */
export function sizeAfter(operations: readonly Operation[], size: Size): Size {
  return operations.reduce(sizeAfterOne, size)
}

function sizeAfterOne(size: Size, operation: Operation): Size {
  return operation.kind === 'rotate' ? sizeTurned(size, operation.degrees) : size
}

/**
 * The box that just holds the turned picture, to the nearest pixel. Its twin is in
 * `native/engine/src/operations/rotate.rs`.
 */
function sizeTurned({ width, height }: Size, degrees: number): Size {
  if (degrees % 180 === 0) return { width, height }
  if (degrees % 90 === 0) return { width: height, height: width }
  const radians = (degrees * Math.PI) / 180
  const [sin, cos] = [Math.abs(Math.sin(radians)), Math.abs(Math.cos(radians))]
  const side = (length: number) => Math.max(Math.floor(length + 0.5), 1)
  return { width: side(width * cos + height * sin), height: side(width * sin + height * cos) }
}
