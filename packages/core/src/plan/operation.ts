import type { Rgba, Size } from './geometry.js'

/** What is done to the framed picture before it is encoded; `native/engine/src/operations` does it. */
export type Operation =
  | { kind: 'rotate'; degrees: number; background: Rgba }
  | { kind: 'flip' }
  | { kind: 'flop' }
  | { kind: 'blur'; sigma: number }
  | { kind: 'sharpen'; sigma: number }
  | { kind: 'median'; size: number }
  | { kind: 'modulate'; brightness: number; saturation: number; hue: number }
  | { kind: 'contrast'; factor: number }
  | { kind: 'tint'; colour: Rgb }
  | { kind: 'grayscale' }
  | { kind: 'invert' }
  | { kind: 'normalize' }
  | { kind: 'flatten'; background: Rgb }

/** Red, green, blue; 0–255 each. */
export type Rgb = readonly [number, number, number]

/** Size of a picture after its operations. */
export function sizeAfter(operations: readonly Operation[], size: Size): Size {
  return operations.reduce(
    (before, operation) => (operation.kind === 'rotate' ? turned(before, operation.degrees) : before),
    size,
  )
}

/** The box around the turned picture. */
function turned({ width, height }: Size, degrees: number): Size {
  const quarters = degrees / 90
  if (Number.isInteger(quarters)) return quarters % 2 === 0 ? { width, height } : { width: height, height: width }
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const side = (length: number) => Math.max(1, Math.floor(length + 0.5))
  return { width: side(width * cos + height * sin), height: side(width * sin + height * cos) }
}
