import { engineInfo, type OutputFormat, type ResizeOptions } from '@lazy-image/unplugin/engine'
import type { AstroTransform } from './astro-assets.js'

/** Words of CSS, which Astro takes beside those of an image library. */
const FITS: Readonly<Record<string, NonNullable<ResizeOptions['fit']>>> = {
  fill: 'fill',
  contain: 'inside',
  cover: 'cover',
  none: 'outside',
  'scale-down': 'inside',
  outside: 'outside',
  inside: 'inside',
}

const QUALITIES: Readonly<Record<string, number>> = { low: 25, mid: 50, high: 80, max: 100 }

/** How a picture is brought to the size that is asked for, which is never larger than its own; null where none is. */
export function resizeOf(transform: AstroTransform, kernel: ResizeOptions['kernel']): ResizeOptions | null {
  const { width, height, fit, position } = transform
  if (!width && !height) return null
  const isBox = Boolean(width && height)
  const way = isBox ? (fit ? (FITS[fit] ?? 'inside') : 'cover') : 'inside'
  return {
    ...(width ? { width: Math.round(width) } : {}),
    ...(height ? { height: Math.round(height) } : {}),
    fit: way,
    withoutEnlargement: true,
    ...(way === 'cover' && position ? { position: pointOf(position) } : {}),
    ...(kernel === undefined ? {} : { kernel }),
  }
}

/** CSS says a point in per cent: `20% 80%`. */
function pointOf(position: string): NonNullable<ResizeOptions['position']> {
  const [, x, y] = /^([\d.]+)%\s+([\d.]+)%$/.exec(position.trim()) ?? []
  return x === undefined || y === undefined ? position : { x: Number(x) / 100, y: Number(y) / 100 }
}

/** The quality that is asked for; undefined for the format's own, and where the format has none. */
export function qualityOf({ quality }: AstroTransform, format: OutputFormat): number | undefined {
  const traits = engineInfo().formats.find(({ extensions }) => extensions.includes(format))
  if (quality === null || quality === undefined || traits?.lossless === 'always') return undefined
  const number = Number.parseInt(String(quality), 10)
  return Number.isNaN(number) ? QUALITIES[quality] : number
}
