import type { OutputImage } from '@lazy-image/unplugin/vite'

/** The values that directives came to; those alone that were applied. */
export interface AppliedTransforms {
  format: string
  allowUpscale?: boolean
  aspect?: number
  backgroundDirective?: string
  blur?: number | boolean
  brightness?: number
  fit?: string
  flip?: true
  flop?: true
  flatten?: true
  hue?: number
  invert?: true
  grayscale?: true
  kernel?: string
  lossless?: true
  median?: number
  normalize?: true
  position?: string
  progressive?: true
  quality?: number
  saturation?: number
  tint?: string
  rotate?: number
  effort?: number
}

const NUMBERS = ['blur', 'brightness', 'hue', 'median', 'quality', 'saturation', 'rotate'] as const
const FLAGS = ['flip', 'flop', 'flatten', 'invert', 'grayscale', 'lossless', 'normalize', 'progressive'] as const
const TEXTS = ['fit', 'kernel', 'position'] as const

/** Every key of them. */
export const TRANSFORM_KEYS: readonly string[] = [
  ...NUMBERS,
  ...FLAGS,
  ...TEXTS,
  'format',
  'allowUpscale',
  'aspect',
  'backgroundDirective',
  'tint',
  'effort',
]

/** What `min` and `max` mean, by format. */
const EFFORTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  avif: { min: 0, max: 9 },
  gif: { min: 1, max: 10 },
  heif: { min: 0, max: 9 },
  jxl: { min: 3, max: 9 },
  png: { min: 1, max: 10 },
  webp: { min: 0, max: 6 },
}

/** The effort that a word stands for; undefined for anything else. */
export function effortNamed(word: string, format: string): number | undefined {
  return EFFORTS[format]?.[word]
}

export function appliedTransforms(image: OutputImage): AppliedTransforms {
  const { directives, format } = image
  const applied: AppliedTransforms = { format }
  for (const name of NUMBERS) {
    const value = Number(directives[name])
    if (directives[name] !== undefined && !Number.isNaN(value)) applied[name] = value
  }
  for (const name of FLAGS) if (directives[name] === 'true') applied[name] = true
  for (const name of TEXTS) if (directives[name] !== undefined) applied[name] = directives[name]
  const { background, effort, tint } = directives
  if (effort !== undefined) applied.effort = effortNamed(effort, formatOf(image.mediaType)) ?? Number(effort)
  if (background !== undefined) applied.backgroundDirective = `#${background}`
  if (tint !== undefined) applied.tint = `#${tint}`
  if (isResized(image)) {
    applied.aspect = aspectOf(image)
    applied.allowUpscale = directives['allowUpscale'] === 'true'
  }
  return applied
}

function formatOf(mediaType: string): string {
  return mediaType.replace('image/', '')
}

function isResized({ directives }: OutputImage): boolean {
  return directives['w'] !== undefined || directives['h'] !== undefined || directives['aspect'] !== undefined
}

/** The ratio that was asked for, before sides were rounded. */
function aspectOf({ directives, width, height, source }: OutputImage): number {
  const { w, h, aspect } = directives
  if (w !== undefined && h !== undefined)
    return width === null || height === null ? Number(w) / Number(h) : width / height
  return aspect === undefined ? source.width / source.height : Number(aspect)
}
