/** What an import evaluates to. */
export interface Shape {
  /** One of ours, or one that the options define. */
  name: string
  /** What follows the colon, such as the keys of metadata; null without a colon. */
  keys: readonly string[] | null
}

/** Facts that `as=metadata` may tell, in the order in which it tells them. */
export const METADATA_KEYS = [
  'format',
  'mediaType',
  'size',
  'width',
  'height',
  'space',
  'channels',
  'depth',
  'isProgressive',
  'hasProfile',
  'hasAlpha',
  'frames',
  'src',
] as const

export type MetadataKey = (typeof METADATA_KEYS)[number]

interface ShapeFacts {
  readonly aliases: readonly string[]
  readonly doc: string
  /** Whether there is a place in it for a placeholder of whatever kind. */
  readonly placeholder: boolean
  /** Whether it tells several candidates apart, by width or density. */
  readonly candidates: boolean
}

/** The shapes there are without options. */
export const SHAPES = {
  url: { aliases: [], doc: 'the URL, or a list of URLs', placeholder: false, candidates: false },
  srcset: { aliases: [], doc: 'the text of a `srcset` attribute', placeholder: false, candidates: true },
  img: {
    aliases: [],
    doc: '`{ src, w, h }` of the widest output, with `srcset` when there are several',
    placeholder: true,
    candidates: true,
  },
  picture: {
    aliases: [],
    doc: '`{ sources, img }`: a srcset for each format, and the fallback',
    placeholder: true,
    candidates: true,
  },
  metadata: {
    aliases: ['meta'],
    doc: 'facts about each output; `metadata:width;height` picks some',
    placeholder: true,
    candidates: false,
  },
  html: {
    aliases: [],
    doc: 'a ready `<picture>` or `<img>` element with its intrinsic size',
    placeholder: true,
    candidates: true,
  },
  next: {
    aliases: [],
    doc: '`{ src, width, height, blurDataURL }`, as next/image takes it',
    placeholder: false,
    candidates: false,
  },
  responsive: {
    aliases: [],
    doc: '`{ srcSet, images, src, width, height, placeholder }`, as responsive-loader gives it',
    placeholder: true,
    candidates: true,
  },
} as const satisfies Record<string, ShapeFacts>

export type ShapeName = keyof typeof SHAPES

export const SHAPE_NAMES = Object.keys(SHAPES) as ShapeName[]

export function isShapeName(name: string): name is ShapeName {
  return Object.hasOwn(SHAPES, name)
}
