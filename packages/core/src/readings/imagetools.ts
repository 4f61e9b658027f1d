import type { Directive } from '../language/directive.js'
import { MAX_SIDE } from '../language/directives/width.js'
import type { LenientReading } from '../language/lenient-reading.js'
import type { ChosenShape } from '../language/shape.js'
import { leadingDecimal, leadingInteger, within } from './leading-number.js'

type Read = (text: string, directive: Directive) => unknown

const absent: Read = () => null
const absentIfEmpty: Read = text => (text === '' ? null : undefined)
const fails: Read = () => undefined
const factor: Read = text => within(leadingDecimal(text), 0, Number.POSITIVE_INFINITY)

/** Names that sharp has for formats of ours: the name of a container means what is in it. */
const SHARP_FORMATS: Readonly<Record<string, string>> = { jpe: 'jpeg', heif: 'avif' }

/** By the names of directives: all that vite-imagetools has. */
const READ: Readonly<Record<string, Read>> = {
  w: readSide,
  h: readSide,
  aspect: absent,
  fit: absent,
  position: absent,
  kernel: absent,
  allowUpscale: absent,
  withoutEnlargement: absent,
  withoutReduction: absent,
  // Nothing behind the equals sign means the source's own format.
  format: (text, { grammar }) => (text === '' ? null : grammar.parse(SHARP_FORMATS[text] ?? text.toLowerCase())),
  quality(text) {
    const value = within(leadingInteger(text), 1, 100)
    return typeof value === 'number' ? { kind: 'number', value } : value
  },
  effort: text => within(leadingInteger(text), 0, 10),
  lossless: absent,
  progressive: absent,
  noAutoOrient: fails,
  rotate: leadingInteger,
  flip: absent,
  flop: absent,
  blur: text => within(leadingDecimal(text), 0.3, 1000),
  sharpen: absent,
  median: text => within(leadingInteger(text), 1, 51),
  brightness: factor,
  saturation: factor,
  hue: leadingInteger,
  contrast: absent,
  tint: absentIfEmpty,
  grayscale: absent,
  invert: absent,
  normalize: absent,
  flatten: absent,
  background: absentIfEmpty,
  as: readShape,
  // Whatever is said of it there, it is said.
  inline: () => true,
  basePixels: text => (Number(text) > 0 && Number.isFinite(Number(text)) ? Number(text) : null),
}

/** As vite-imagetools reads its directives. */
export const imagetools: LenientReading = {
  tool: 'vite-imagetools',
  // Its users write the name last, for a module declaration that ends in it.
  markers: new Set(['imagetools']),
  has: ({ name }) => Object.hasOwn(READ, name),
  read: (directive, text) => READ[directive.name]?.(text, directive),
  // sharp takes a quality for leave to lose, and so it is in nearly every list of formats that ends in png.
  imply: (selection, format) =>
    format === 'png' && selection.quality !== undefined ? { ...selection, lossless: false } : selection,
}

/** A side that is larger than any format holds is cut down to the source's there, and so it is here. */
function readSide(text: string): number | null | undefined {
  const side = within(leadingInteger(text), 1, Number.POSITIVE_INFINITY)
  return typeof side === 'number' ? Math.min(side, MAX_SIDE) : side
}

/** Keys that nobody knows are left out of the metadata, keys of other shapes are overlooked, and an unknown shape is none. */
function readShape(text: string, { grammar }: Directive): ChosenShape | null {
  const [word = '', keys = ''] = text.split(':')
  const shape = grammar.parse(word) as ChosenShape | undefined
  if (shape === undefined) return null
  if (shape.keys === null || shape.keys === 'any' || keys === '') return shape
  return { ...shape, chosen: shape.keys.names.filter(key => keys.split(';').includes(key)) }
}
