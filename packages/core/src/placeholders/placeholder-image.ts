import { parse } from 'node:path'
import type { Encoding } from '../formats/encoding.js'
import { findFormat, type PictureEncoding } from '../formats/formats.js'
import { kindOf } from '../operations/operations.js'
import type { FixedFrame, FrameRequest } from '../plan/geometry.js'
import type { PlannedImage } from '../plan/plan.js'
import { isTransparent } from '../plan/transparency.js'
import { type Framing, plannedSize, type Variant } from '../plan/variant.js'
import type { Placeholder } from './placeholder.js'

/** What is made for a placeholder: the picture as it is shown, small, and without what only details show. */
export function placeholderImage(image: PlannedImage, placeholder: Placeholder): PlannedImage {
  return {
    ...image,
    fileName: `${parse(image.source.file).name}.${placeholder.name}`,
    density: null,
    variant: smallVariant(image, placeholder),
  }
}

/** An output as it is shown, small, and without what only details show. */
export function smallVariant(
  { source, variant }: Pick<PlannedImage, 'source' | 'variant'>,
  { side, maxBytes, encoding }: Pick<Placeholder, 'side' | 'maxBytes' | 'encoding'>,
): Variant {
  const size = plannedSize(variant)
  const shown: Variant = {
    base: { ...variant.base, animated: false, colourSpace: 'srgb' },
    framing: variant.framing,
    operations: variant.operations.filter(operation => kindOf(operation).isAboutDetail !== true),
    passes: variant.passes,
    encoding: encoding(size === null || size.width >= size.height),
    metadata: 'none',
    hdr: 'drop',
    maxBytes,
    orSource: false,
  }
  const flat = isTransparent(source, shown) ? withBackground(shown, variant.encoding) : shown
  const most = isTransparent(source, flat) ? side.transparent : side.opaque
  return { ...flat, framing: shrink(flat.framing, Math.floor(most / growthOf(variant))) }
}

/** A format without transparency shows what lies below it, and so does the placeholder of its picture. */
function withBackground(shown: Variant, encoding: Encoding): Variant {
  const background = findFormat(encoding.format)?.background?.(encoding as PictureEncoding)
  return background === undefined
    ? shown
    : { ...shown, operations: [...shown.operations, { kind: 'flatten', background }] }
}

/** How much longer the longest side becomes when the picture is turned. */
function growthOf(variant: Variant): number {
  const { framing, operations } = variant
  const size = plannedSize(variant)
  if (framing.kind === 'fixed' && size !== null) {
    const { width, height } = framing.frame.canvas ?? framing.frame
    return Math.max(1, Math.max(size.width, size.height) / Math.max(width, height))
  }
  return operations.reduce((growth, operation) => growth * (kindOf(operation).growth?.(operation) ?? 1), 1)
}

function shrink(framing: Framing, side: number): Framing {
  if (framing.kind === 'trimmed') return { ...framing, request: shrinkRequest(framing.request, side) }
  return { ...framing, frame: shrinkFrame(framing.frame, side) }
}

function shrinkFrame(frame: FixedFrame, side: number): FixedFrame {
  const { width, height } = frame.canvas ?? frame
  const factor = Math.min(1, side / Math.max(width, height))
  const scaled = (length: number) => Math.max(1, Math.round(length * factor))
  const inner = { width: scaled(frame.width), height: scaled(frame.height) }
  if (frame.canvas === null) return { ...frame, ...inner }
  const canvas = { ...frame.canvas, width: scaled(width), height: scaled(height) }
  const start = (at: number, most: number) => Math.min(Math.floor(at * factor), most)
  return {
    ...frame,
    ...inner,
    canvas: {
      ...canvas,
      left: start(canvas.left, canvas.width - inner.width),
      top: start(canvas.top, canvas.height - inner.height),
    },
  }
}

/** The size is not known: both sides asked for shrink alike, and an aspect decides which one is longer. */
function shrinkRequest(request: FrameRequest, side: number): FrameRequest {
  const { width, height, aspect } = request
  if (width !== null && height !== null) {
    const factor = Math.min(1, side / Math.max(width, height))
    const scaled = (length: number) => Math.max(1, Math.round(length * factor))
    return { ...request, width: scaled(width), height: scaled(height), reduce: true }
  }
  if (aspect === null) return { ...request, width: side, height: side, fit: 'inside', reduce: true }
  return aspect >= 1
    ? { ...request, width: side, height: null, reduce: true }
    : { ...request, width: null, height: side, reduce: true }
}
