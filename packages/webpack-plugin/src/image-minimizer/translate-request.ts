import { extname } from 'node:path'
import type { ForeignRequest } from '@lazy-image/unplugin/webpack'
import type { EncodeOptions, Generator, ImageMinimizerOptions } from './options.js'

const USUAL_IMAGES = /\.(?:jpe?g|png|webp|avif)$/i

/** Other names for what a format's encoder is told. */
const FORMATS: Readonly<Record<string, string>> = { jpeg: 'jpg', mozjpeg: 'jpg', oxipng: 'png' }

/** Where nothing is said, quality that nobody sees a loss of. */
const QUALITY: Readonly<Record<string, number>> = { jpg: 90, webp: 90, avif: 80 }

/** What a request may hold besides a preset, with the directive that it is here. */
const SIDES: Readonly<Record<string, 'h' | 'w'>> = { w: 'w', width: 'w', h: 'h', height: 'h' }

/** The query of ours for a request that image-minimizer would answer; null for one in other words. */
export function translateRequest(
  { path, query }: ForeignRequest,
  { test = USUAL_IMAGES, generator = [], minimizer }: ImageMinimizerOptions,
): string | null {
  if (!test.test(path)) return null
  const asked = new URLSearchParams(query)
  const name = asked.get('as')
  asked.delete('as')
  if (![...asked.keys()].every(key => Object.hasOwn(SIDES, key))) return null
  const preset = generator.find(entry => entry.preset === name)
  if (name !== null && preset === undefined) return null
  const sides = sidesOf(asked, preset)
  if (preset === undefined && minimizer === undefined) return null
  const format = formatOf(preset === undefined ? extname(path).slice(1).toLowerCase() : encoderOf(preset))
  const encoding = findEncoding(preset?.options.encodeOptions ?? minimizer?.options?.encodeOptions ?? {}, format)
  return [
    `format=${format}`,
    ...sides,
    ...(sides.length === 2 ? ['fit=cover'] : []),
    ...printEncoding(encoding, format),
  ].join('&')
}

/** `auto` takes back what the preset says. */
function sidesOf(asked: URLSearchParams, preset: Generator | undefined): string[] {
  const { enabled = true, ...resize } = preset?.options.resize ?? {}
  const wanted: Record<string, string> = {}
  for (const [key, value] of Object.entries(enabled ? resize : {})) wanted[SIDES[key] ?? ''] = String(value)
  for (const [key, value] of asked) wanted[SIDES[key] ?? ''] = value
  return (['w', 'h'] as const).flatMap(side => {
    const value = wanted[side]
    return value === undefined || value === 'auto' ? [] : [`${side}=${value}`]
  })
}

function encoderOf({ options }: Generator): string {
  return Object.keys(options.encodeOptions)[0] ?? ''
}

function formatOf(encoder: string): string {
  return FORMATS[encoder] ?? encoder
}

function findEncoding(all: EncodeOptions, format: string): EncodeOptions[string] {
  return Object.entries(all).find(([encoder]) => formatOf(encoder) === format)?.[1] ?? {}
}

/** What else encoders are told there is sharp's own. */
function printEncoding({ quality, lossless }: EncodeOptions[string], format: string): string[] {
  if (lossless === true && format !== 'png') return ['lossless']
  const chosen = quality ?? QUALITY[format]
  return chosen === undefined || format === 'png' ? [] : [`quality=${chosen}`]
}
