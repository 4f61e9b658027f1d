import type { ImageHeader } from '../engine/engine.js'
import { encodingOf, type PictureEncoding } from '../plan/encoding.js'
import { geometryOf } from '../plan/geometry.js'
import { makeVariant, WHOLE_PICTURE } from '../plan/make-plan.js'
import type { Variant } from '../plan/variant.js'
import type { Operations } from './image-engine.js'

/** Every number of one output of a chain. Unlike an import, a chain may enlarge: its caller names a size. */
export function variantFor(
  header: ImageHeader,
  { resize }: Operations,
  format: PictureEncoding['format'],
  quality: number | undefined,
  image: string,
): Variant {
  const source = { width: header.orientedWidth, height: header.orientedHeight }
  const frame = geometryOf(source, {
    ...WHOLE_PICTURE,
    width: resize?.width ?? null,
    height: resize?.height ?? null,
    fit: resize?.fit ?? 'inside',
    enlarge: true,
  })
  return makeVariant(frame, encodingOf(format, quality), image)
}
