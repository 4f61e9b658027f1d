import type { Draft } from '../request/draft.js'
import type { Rgba } from './geometry.js'
import type { Operation, Rgb } from './operation.js'

/** The operations that a draft asks for, in the order in which they are done. What changes nothing is left out. */
export function operationsOf(draft: Draft): Operation[] {
  const { rotate = 0, blur, sharpen, median, contrast = 1, tint, background } = draft
  const { brightness = 1, saturation = 1, hue = 0 } = draft
  const degrees = modulo(rotate, 360)
  const turn = modulo(hue, 360)
  const operations: (Operation | false)[] = [
    degrees !== 0 && { kind: 'rotate', degrees, background: background ?? OPAQUE_BLACK },
    draft.flip === true && { kind: 'flip' },
    draft.flop === true && { kind: 'flop' },
    blur !== undefined && { kind: 'blur', sigma: blur },
    sharpen !== undefined && { kind: 'sharpen', sigma: sharpen },
    // An even window has no middle; a window of one pixel changes nothing.
    median !== undefined && median > 1 && { kind: 'median', size: median % 2 === 0 ? median + 1 : median },
    (brightness !== 1 || saturation !== 1 || turn !== 0) && { kind: 'modulate', brightness, saturation, hue: turn },
    contrast !== 1 && { kind: 'contrast', factor: contrast },
    tint !== undefined && { kind: 'tint', colour: opaque(tint) },
    draft.grayscale === true && { kind: 'grayscale' },
    draft.invert === true && { kind: 'invert' },
    draft.normalize === true && { kind: 'normalize' },
    draft.flatten === true && { kind: 'flatten', background: opaque(background ?? OPAQUE_BLACK) },
  ]
  return operations.filter(operation => operation !== false)
}

export const OPAQUE_BLACK: Rgba = [0, 0, 0, 255]

function opaque([red, green, blue]: Rgba): Rgb {
  return [red, green, blue]
}

function modulo(value: number, by: number): number {
  // `-0` is 0.
  return (((value % by) + by) % by) + 0
}
