import type {
  WireEncoding,
  WireFixedFrame,
  WireFrameRequest,
  WireFraming,
  WireOperation,
  WireOutput,
} from '@lazy-image/native'
import type { Encoding } from '../formats/encoding.js'
import type { Operation } from '../operations/operations.js'
import type { FixedFrame, FrameRequest } from '../plan/geometry.js'
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

function framingToWire(framing: Framing): WireFraming {
  if (framing.kind === 'fixed') return { kind: framing.kind, frame: frameToWire(framing.frame) }
  return { ...framing, request: requestToWire(framing.request) }
}

function frameToWire({ canvas, slide, ...frame }: FixedFrame): WireFixedFrame {
  return {
    ...frame,
    ...(canvas === null ? {} : { canvas: { ...canvas, background: [...canvas.background] } }),
    ...(slide === null ? {} : { slide }),
  }
}

/** What is null here is absent there. */
export function requestToWire(request: FrameRequest): WireFrameRequest {
  const { crop, width, height, aspect, background, ...rest } = request
  return {
    ...rest,
    ...(crop === null ? {} : { crop }),
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
    ...(aspect === null ? {} : { aspect }),
    background: [...background],
  }
}

function operationToWire(operation: Operation): WireOperation {
  return parametersToWire(operation) as unknown as WireOperation
}

function encodingToWire(encoding: Encoding): WireEncoding {
  return parametersToWire(encoding) as unknown as WireEncoding
}

function parametersToWire(parameters: object): object {
  const present = Object.entries(parameters).filter(([, value]) => value !== null)
  return Object.fromEntries(present.map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]))
}
