import type { WireEncoding, WireFixedFrame, WireFraming, WireOperation, WireOutput } from '@lazy-image/native'
import type { Encoding } from '../plan/encoding.js'
import type { FixedFrame } from '../plan/geometry.js'
import type { Operation } from '../plan/operation.js'
import type { Framing, Variant } from '../plan/variant.js'

/** An output as the native call takes it: null is absent there, and lists are its own. */
export function outputToWire(variant: Variant, file: string | null): WireOutput {
  const { base, framing, operations, encoding } = variant
  return {
    base,
    framing: framingToWire(framing),
    operations: operations.map(operationToWire),
    encoding: encodingToWire(encoding),
    ...(file === null ? {} : { file }),
  }
}

function framingToWire(framing: Framing): WireFraming {
  if (framing.kind === 'trimmed') return framing as unknown as WireFraming
  return { kind: framing.kind, frame: frameToWire(framing.frame) }
}

function frameToWire({ canvas, slide: _, ...frame }: FixedFrame): WireFixedFrame {
  return canvas === null ? frame : { ...frame, canvas: { ...canvas, background: [...canvas.background] } }
}

function operationToWire(operation: Operation): WireOperation {
  return operation.kind === 'flatten'
    ? { ...operation, background: [...operation.background] }
    : (operation as unknown as WireOperation)
}

function encodingToWire(encoding: Encoding): WireEncoding {
  const number = 'quality' in encoding && encoding.quality.kind === 'number' ? encoding.quality.value : 100
  switch (encoding.format) {
    case 'jpeg':
      return { ...encoding, quality: number, background: [...encoding.background] }
    case 'png':
      return { format: 'png', depth: encoding.depth, level: Math.min(9, encoding.effort) }
    case 'webp':
      return { format: 'webp', quality: number, method: encoding.effort }
    case 'avif':
      return { format: 'avif', quality: number, effort: encoding.effort }
    default:
      return encoding as unknown as WireEncoding
  }
}
