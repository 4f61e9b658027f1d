import type {
  WireEncoding,
  WireFixedFrame,
  WireFrameRequest,
  WireFraming,
  WireOperation,
  WireOutput,
  WireParameter,
} from '@lazy-image/native'
import type { Encoding } from '../formats/encoding.js'
import type { Quality } from '../formats/quality.js'
import type { Operation } from '../operations/operations.js'
import type { FixedFrame, FrameRequest } from '../plan/geometry.js'
import type { Framing, Pass, Variant } from '../plan/variant.js'

/** An output as the native call takes it: null is absent there, and lists are its own. */
export function outputToWire(variant: Variant, file: string | null): WireOutput {
  const { base, framing, operations, passes, encoding, metadata, hdr, maxBytes, orSource } = variant
  return {
    base,
    framing: framingToWire(framing),
    operations: operations.map(operationToWire),
    encoding: encodingToWire(encoding),
    metadata,
    keepGainMap: hdr === 'keep',
    orSource,
    ...(passes.length === 0 ? {} : { passes: passes.map(passToWire) }),
    ...(maxBytes === null ? {} : { maxBytes }),
    ...(file === null ? {} : { file }),
  }
}

function passToWire({ trim, request, operations }: Pass) {
  return {
    ...(trim === null ? {} : { trim }),
    request: requestToWire(request),
    operations: operations.map(operationToWire),
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

function operationToWire({ kind, ...parameters }: Operation): WireOperation {
  return { kind, parameters: parametersToWire(parameters) }
}

function encodingToWire({ format, ...own }: Encoding): WireEncoding {
  const { quality, ...parameters }: { quality?: Quality } & object = own
  return { format, ...(quality === undefined ? {} : { quality }), parameters: parametersToWire(parameters) }
}

/** By name, for the engine's own kind to read: null is absent there, and what belongs together crosses side by side. */
function parametersToWire(parameters: object): Record<string, WireParameter> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => {
      if (value === null) return []
      if (Array.isArray(value)) return [[name, [...value]]]
      return typeof value === 'object' ? Object.entries(value) : [[name, value]]
    }),
  )
}
