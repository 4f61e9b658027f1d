import { parse } from 'node:path'
import { LazyImageError } from '../errors.js'
import type { FormatName } from '../request/directives/format.js'
import type { ImageRequest, Selection } from '../request/image-request.js'
import { checkSide, type Encoding, encodingOf, formatOf, type PictureEncoding } from './encoding.js'
import { type FixedFrame, type FrameRequest, geometryOf } from './geometry.js'
import type { Plan, PlannedImage } from './plan.js'
import type { SourceInfo } from './source-info.js'
import { canonicalVariant, sizeOf, type Variant } from './variant.js'

/**
 * Turns a request into outputs with every number decided.
 *
 * @throws {LazyImageError} `DIRECTIVE_INEFFECTIVE` for a directive that changes none of the outputs,
 * `OUTPUT_TOO_LARGE` for a size that the format cannot hold.
 */
export function makePlan(request: ImageRequest, source: SourceInfo): Plan {
  refuseIneffective(request, source)
  const seen = new Set<string>()
  const images: PlannedImage[] = []
  for (const selection of request.selections) {
    const image = planImage(selection, source)
    const identity = `${image.fileName} ${canonicalVariant(image.variant)}`
    if (!seen.has(identity)) {
      seen.add(identity)
      images.push(image)
    }
  }
  return { request, source, images }
}

function planImage(selection: Selection, source: SourceInfo): PlannedImage {
  const formatName = selection.format ?? source.format
  const format = formatOf(formatName)
  const frame = geometryOf(
    { width: source.orientedWidth, height: source.orientedHeight },
    {
      ...WHOLE_PICTURE,
      width: selection.w ?? null,
      height: selection.h ?? null,
      fit: selection.fit ?? 'cover',
      enlarge: false,
    },
  )
  const variant = makeVariant(frame, encodingOf(format, selection.quality), source.file)
  const fileName = fileNameOf(source, selection.format)
  return { source, variant, selection: effectiveOn(format, selection), formatName, fileName }
}

/** A directive that only other outputs of the request need must not be in the way when this one is asked for alone. */
function effectiveOn(format: PictureEncoding['format'], selection: Selection): Selection {
  if (format !== 'png') return selection
  const { quality: _, ...effective } = selection
  return effective
}

/** Everything of a frame that a request may leave unsaid. */
export const WHOLE_PICTURE: Omit<FrameRequest, 'fit' | 'enlarge'> = {
  crop: null,
  width: null,
  height: null,
  aspect: null,
  position: { kind: 'point', x: 0.5, y: 0.5 },
  reduce: true,
  kernel: 'lanczos3',
  background: [0, 0, 0, 255],
}

/**
 * @param image named in the error.
 * @throws {LazyImageError} `OUTPUT_TOO_LARGE` for a size that the format cannot hold.
 */
export function makeVariant(frame: FixedFrame, encoding: PictureEncoding, image: string): Variant {
  const variant: Variant = {
    base: { autoOrient: true, colourSpace: 'srgb', animated: false },
    framing: { kind: 'fixed', frame },
    operations: [],
    encoding,
    metadata: 'none',
    maxBytes: null,
    orSource: false,
  }
  const { width, height } = sizeOf(variant)
  checkSide(encoding.format, width, height, image)
  return variant
}

/** A source without `format` keeps its extension, `.JPG` in lower case. */
function fileNameOf({ file, format }: SourceInfo, asked: FormatName | undefined): string {
  const { name, ext } = parse(file)
  const own = format === 'jpeg' && ext.toLowerCase() !== '.jpeg' ? 'jpg' : format
  return `${name}.${asked ?? own}`
}

function refuseIneffective({ selections }: ImageRequest, source: SourceInfo): void {
  const problems: string[] = []
  const [first] = selections
  if (first?.fit !== undefined && (first.w === undefined || first.h === undefined)) {
    problems.push('Directive fit has no effect without both w and h: one side alone keeps the ratio')
  }
  if (
    first?.quality !== undefined &&
    selections.every(selection => formatOf(selection.format ?? source.format) === 'png')
  ) {
    problems.push('Directive quality has no effect on png, which is lossless; leave it out or ask for another format')
  }
  if (problems.length > 0) {
    throw new LazyImageError('DIRECTIVE_INEFFECTIVE', problems.join('\n'), { image: source.file })
  }
}
