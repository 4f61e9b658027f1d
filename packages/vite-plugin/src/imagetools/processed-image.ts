import { LazyImageError, type OutputImage } from '@lazy-image/unplugin'
import { type AppliedTransforms, appliedTransforms } from './applied-transforms.js'
import type { ImageConfig } from './options.js'
import { sharpFormat } from './source-metadata.js'
import { telling } from './telling.js'

/** An output as an own output format sees it. */
export interface ProcessedImage {
  /** Stands for the URL: put it, unchanged, anywhere into the result, also into a longer text. */
  src: string
  /** Never there: reading it is an error that says what to use. */
  readonly image: never
  /** The directives of this output, and what the query says that is no directive. */
  config: ImageConfig
  /** Pixels of the output, and of its source as shown. */
  info: { width: number; height: number; autoOriented: { width: number; height: number } }
  transforms: AppliedTransforms
  /** What the output's header says, under the names that sharp gives it. */
  sharpMetadata: SharpMetadata
}

export interface SharpMetadata {
  format: string
  mediaType: string
  width: number
  height: number
  space: string
  channels: number
  depth: 'uchar'
  isProgressive: boolean
  hasProfile: boolean
  hasAlpha: boolean
}

/**
 * What an import evaluates to, as JSON values or a promise of them.
 *
 * @param args what follows the colon in `as=name:a;b`.
 */
export type OutputFormat = (args?: string[]) => (images: ProcessedImage[]) => unknown

export function processedImage(image: OutputImage, formatNames: readonly string[]): ProcessedImage {
  const { src, format, mediaType, space, channels, isProgressive, hasProfile, hasAlpha, source } = image
  const { width = 0, height = 0 } = { width: image.width ?? undefined, height: image.height ?? undefined }
  const processed = {
    src,
    config: { ...without(image.others, formatNames), ...image.directives },
    info: { width, height, autoOriented: { width: source.width, height: source.height } },
    transforms: appliedTransforms(image),
    sharpMetadata: telling('sharpMetadata', {
      format: sharpFormat(format === 'jpg' ? 'jpeg' : format),
      mediaType,
      width,
      height,
      space,
      channels,
      depth: 'uchar' as const,
      isProgressive,
      hasProfile,
      hasAlpha,
    }),
  }
  // Not enumerable, so that a copy of the other members does not read it.
  return Object.defineProperty(processed, 'image', { get: refuseImage, enumerable: false }) as ProcessedImage
}

function without(texts: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !names.includes(key)))
}

function refuseImage(): never {
  throw new LazyImageError(
    'OPTION_INVALID',
    'image is not there: lazy-image has no sharp object, and an output format runs before any image is made. ' +
      'src, info, config, transforms and sharpMetadata tell what is known; directives say what is done to an image, and ' +
      'as=metadata:size or placeholder tell what shows only when it is made',
  )
}
