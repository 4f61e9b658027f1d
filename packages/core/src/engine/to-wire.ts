import type { WireEncoding, WireFixedFrame, WireFraming, WireOperation, WireOutput } from '@lazy-image/native'
import type { Encoding } from '../plan/encoding.js'
import type { FixedFrame } from '../plan/geometry.js'
import type { Operation } from '../plan/operation.js'
import type { Framing, Variant } from '../plan/variant.js'

/** An output as the native call takes it: null is absent there, and lists are its own. */
export function outputToWire(variant: Variant, file: string | null): WireOutput {
  const { base, framing, operations, encoding, metadata, maxBytes, orSource } = variant
  return {
    base,
    framing: framingToWire(framing),
    operations: operations.map(operationToWire),
    encoding: encodingToWire(encoding),
    metadata,
    orSource,
    ...(maxBytes === null ? {} : { maxBytes }),
    ...(file === null ? {} : { file }),
  }
}

function framingToWire({ kind, frame }: Framing): WireFraming {
  return { kind, frame: frameToWire(frame) }
}

function frameToWire({ canvas, ...frame }: FixedFrame): WireFixedFrame {
  return canvas === null ? frame : { ...frame, canvas: { ...canvas, background: [...canvas.background] } }
}

function operationToWire(operation: Operation): WireOperation {
  return operation.kind === 'flatten' ? { ...operation, background: [...operation.background] } : operation
}

function encodingToWire(encoding: Encoding): WireEncoding {
  switch (encoding.format) {
    case 'jpeg':
      return { ...encoding, background: [...encoding.background] }
    case 'png': {
      const { palette, ...rest } = encoding
      return palette === null ? rest : { ...rest, palette }
    }
    default:
      return encoding
  }
}
