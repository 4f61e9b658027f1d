import { findFormat } from '../formats/formats.js'
import { traitsOf } from '../formats/traits.js'
import { OPAQUE_BLACK, type Rgba } from '../language/grammars/colour.js'
import { kindOf, type Operation } from '../operations/operations.js'
import type { SourceInfo } from './source-info.js'
import type { Framing, Variant } from './variant.js'

/** What of a variant has a say in it. */
type Shown = Pick<Variant, 'framing' | 'operations' | 'passes'> & { encoding: { format: string } }

/** Whether an output can have transparent pixels. */
export function isTransparent(source: Pick<SourceInfo, 'hasAlpha'>, variant: Shown): boolean {
  return (source.hasAlpha || addsAlpha(variant)) && keepsAlpha(variant)
}

/** Whether transparent pixels come in with padding, or with an operation. */
function addsAlpha({ framing, passes, ...shown }: Shown): boolean {
  return (
    paddingOf(framing)[3] < 255 ||
    passes.some(({ request }) => request.fit === 'contain' && request.background[3] < 255) ||
    allOperations({ passes, ...shown }).some(operation => kindOf(operation).addsAlpha?.(operation))
  )
}

function keepsAlpha({ encoding, ...shown }: Shown): boolean {
  const format = findFormat(encoding.format)
  // What is derived from pixels looks at their transparency.
  const holdsAlpha = format === undefined || traitsOf(format.name).alpha
  return holdsAlpha && !allOperations(shown).some(operation => kindOf(operation).removesAlpha)
}

function allOperations({ operations, passes }: Pick<Variant, 'operations' | 'passes'>): readonly Operation[] {
  return [...operations, ...passes.flatMap(pass => pass.operations)]
}

/** The colour around a picture on a canvas; opaque black where there is none. */
export function paddingOf(framing: Framing): Rgba {
  if (framing.kind === 'fixed') return framing.frame.canvas?.background ?? OPAQUE_BLACK
  return framing.request.fit === 'contain' ? framing.request.background : OPAQUE_BLACK
}
