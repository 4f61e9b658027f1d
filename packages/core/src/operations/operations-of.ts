import type { Rgb } from '../formats/encoding.js'
import type { Draft } from '../language/draft.js'
import type { Rgba } from '../plan/geometry.js'
import { canonicalOperations, type Operation } from './operation.js'

export const OPAQUE_BLACK: Rgba = [0, 0, 0, 255]

/** The operations that a draft asks for, as a variant holds them. */
export function operationsOf(draft: Draft): Operation[] {
  const { rotate = 0, blur, sharpen, median = 1, contrast = 1, tint, background = OPAQUE_BLACK } = draft
  const { brightness = 1, saturation = 1, hue = 0 } = draft
  const asked: (Operation | false)[] = [
    { kind: 'rotate', degrees: rotate, background },
    draft.flip === true && { kind: 'flip' },
    draft.flop === true && { kind: 'flop' },
    blur !== undefined && { kind: 'blur', sigma: blur },
    sharpen !== undefined && { kind: 'sharpen', sigma: sharpen },
    // An even window has no middle; a window of one pixel changes nothing.
    median > 1 && { kind: 'median', size: median % 2 === 0 ? median + 1 : median },
    { kind: 'modulate', brightness, saturation, hue },
    { kind: 'contrast', factor: contrast },
    tint !== undefined && { kind: 'tint', colour: opaque(tint) },
    draft.grayscale === true && { kind: 'grayscale' },
    draft.invert === true && { kind: 'invert' },
    draft.normalize === true && { kind: 'normalize' },
    draft.flatten === true && { kind: 'flatten', background: opaque(background) },
  ]
  return canonicalOperations(asked.filter(operation => operation !== false))
}

function opaque([red, green, blue]: Rgba): Rgb {
  return [red, green, blue]
}
