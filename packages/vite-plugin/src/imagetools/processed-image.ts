import type { OutputExtras, OutputImage, PlaceholderName } from '@lazy-image/unplugin/vite'
import { LazyImageError } from '@lazy-image/unplugin/vite'
import { type AppliedTransforms, appliedTransforms, TRANSFORM_KEYS } from './applied-transforms.js'
import type { ImageConfig } from './options.js'
import { sharpFormat } from './source-metadata.js'
import { METADATA_KEYS, telling } from './telling.js'

/** An output as an own output format sees it. */
export interface ProcessedImage {
  /** Stands for the URL: put it, unchanged, anywhere into the result, also into a longer text. */
  src: string
  /** Never there: reading it is an error that says what to use. */
  readonly image: never
  /** The directives of this output, and what the query says that is no directive. */
  config: ImageConfig
  info: ImageInfo
  transforms: AppliedTransforms
  /** What the output's header says, under the names that sharp gives it. */
  sharpMetadata: SharpMetadata
  /**
   * Stands for something to show until the picture is there, put like `src`; alone it becomes a text, or a list of colours
   * for `palette`. It is made only where it is asked for.
   *
   * @param kind default `lqip`, a data URI.
   */
  placeholder(kind?: PlaceholderName): string
}

/** Pixels of the output, and of its source as shown. */
export interface ImageInfo {
  width: number
  height: number
  autoOriented: { width: number; height: number }
}

/** What an output format of vite-imagetools up to 11 reads: the same, flat. */
export type ProcessedImageMetadata = ProcessedImage &
  SharpMetadata &
  AppliedTransforms & { readonly pixelDensityDescriptor: string | undefined }

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

export function processedImage(
  image: OutputImage,
  formatNames: readonly string[],
  { basePixels, placeholderOf }: OutputExtras,
): ProcessedImage {
  const { src, format, mediaType, space, channels, isProgressive, hasProfile, hasAlpha, source } = image
  const { width = 0, height = 0 } = { width: image.width ?? undefined, height: image.height ?? undefined }
  const processed = {
    src,
    config: {
      ...without(image.others, formatNames),
      ...image.directives,
      ...(basePixels === null ? {} : { basePixels: String(basePixels) }),
    },
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
  const pixelDensityDescriptor = densityOf(processed)
  const flat = [...FLAT_KEYS].filter(key => !(key in processed))
  // Not enumerable, so that a copy of the other members does not read them.
  return Object.defineProperties(processed, {
    image: { get: refuseImage, enumerable: false },
    placeholder: { value: (kind: PlaceholderName = 'lqip') => placeholderOf(kind), enumerable: false },
    pixelDensityDescriptor: { value: pixelDensityDescriptor, enumerable: false },
    ...Object.fromEntries(flat.map(key => [key, { get: () => readFlat(processed, key), enumerable: false }])),
  }) as unknown as ProcessedImage
}

/** Members of vite-imagetools up to 11, whose metadata was flat; sizes and format are the output's. */
const FLAT_KEYS: ReadonlySet<string> = new Set([...TRANSFORM_KEYS, ...METADATA_KEYS])

function readFlat({ info, transforms, sharpMetadata }: Described, key: string): unknown {
  if (key === 'width' || key === 'height') return info[key]
  return Reflect.get(transforms, key) ?? Reflect.get(sharpMetadata, key)
}

type Described = Pick<ProcessedImage, 'config' | 'info' | 'transforms' | 'sharpMetadata'>

function densityOf({ config, info }: Described): string | undefined {
  const basePixels = Number(config['basePixels'])
  return basePixels > 0 ? `${info.width / basePixels}x` : undefined
}

function without(texts: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !names.includes(key)))
}

function refuseImage(): never {
  throw new LazyImageError(
    'OPTION_INVALID',
    'image is not there: lazy-image has no sharp object, and an output format runs before any image is made. ' +
      'src, info, config, transforms and sharpMetadata tell what is known; directives say what is done to an image, and ' +
      "placeholder('lqip') or placeholder('color') stands for what shows only when it is made",
  )
}
