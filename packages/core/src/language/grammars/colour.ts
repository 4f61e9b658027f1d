import { createRequire } from 'node:module'
import type { Color } from 'culori'
import type { Grammar } from './grammar.js'

/** Red, green, blue, alpha; 0–255 each, sRGB. */
export type Rgba = readonly [number, number, number, number]

/** Red, green, blue; 0–255 each. */
export type Rgb = readonly [number, number, number]

export const OPAQUE_BLACK: Rgba = [0, 0, 0, 255]

const require = createRequire(import.meta.url)
let loaded: typeof import('culori') | undefined

/** A hundred and fifty modules, or one where it is required: loaded when a colour is first read. */
function culori(): typeof import('culori') {
  loaded ??= require('culori') as typeof import('culori')
  return loaded
}

/** A CSS colour; a hexadecimal one needs no `#`, which means something else in URLs. */
export const colour: Grammar<Rgba> = {
  rule: 'a CSS colour, such as red, #fa2, fa2, rgb(255 170 34) or hsl(120 50% 50% / 0.5)',
  spellings: ['transparent', 'black', 'white', 'red', 'green', 'blue', 'gray'],
  type: 'string',
  schema: { type: 'string' },
  parse: parseColour,
  print: ([red, green, blue, alpha]) => [red, green, blue, ...(alpha === 255 ? [] : [alpha])].map(hex).join(''),
}

export function isGrayColour([red, green, blue]: readonly number[]): boolean {
  return red === green && green === blue
}

export function withoutAlpha([red, green, blue]: Rgba): Rgb {
  return [red, green, blue]
}

function parseColour(text: string): Rgba | undefined {
  const isBareHex = /^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text)
  const parsed = parseCss(isBareHex ? `#${text}` : text.toLowerCase())
  if (parsed === undefined) return undefined
  const { clampRgb, converter } = culori()
  const { r, g, b, alpha = 1 } = clampRgb(converter('rgb')(parsed))
  return [byte(r), byte(g), byte(b), byte(alpha)]
}

/** culori throws at some texts that are no colour, such as `rgb(2x 0 0)`. */
function parseCss(text: string): Color | undefined {
  try {
    return culori().parse(text)
  } catch {
    return undefined
  }
}

/** A component that is `none` counts as zero. */
function byte(fraction: number | undefined): number {
  return Math.round(Math.min(1, Math.max(0, fraction ?? 0)) * 255)
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0')
}
