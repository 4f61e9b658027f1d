import { coloursOfHash } from './colours-of-hash.js'
import type { Oklab } from './oklab.js'
import type { Placeholder } from './placeholder.js'

/** Cells across and down, of which each is darker than the colour of the whole, as light, or lighter. */
const GRID = { across: 3, down: 2 }
/** How much darker or lighter, of 1. */
const STEP = 0.15
const LEVELS = 3
interface Steps {
  readonly least: number
  readonly step: number
  readonly count: number
}

/** Lightness from 0.1 to 0.9, and a and b of Oklab from −0.2 to 0.2, with 0 among them: a grey picture has no tint. */
const LIGHTNESS = { least: 0.1, step: 0.1, count: 9 }
const AXIS = { least: -0.2, step: 0.025, count: 17 }
/** Browsers write longer numbers as powers of ten. */
const LEAST = -999_999

/**
 * A number that a stylesheet draws, `placeholder.css` of @lazy-image/components: one colour, and how light each of six
 * cells is beside it. A custom property holds it, so that a page needs neither a data URI nor a script.
 */
export const css = {
  name: 'css',
  doc: 'a number that the stylesheet `@lazy-image/components/placeholder.css` draws as gradients: no data URI, no script',
  side: { opaque: 64, transparent: 64 },
  maxBytes: null,
  encoding: () => ({ format: 'blurhash', x: GRID.across, y: GRID.down }),
  reading: {
    name: 'gradients',
    type: 'number',
    isPlainText: false,
    read: ({ data }) => numberOf(coloursOfHash(Buffer.from(data).toString('latin1'), GRID.across, GRID.down)),
  },
  attribute: { name: 'style', before: '--lazy-image:', after: '' },
} as const satisfies Placeholder

/** @param cells row by row. */
function numberOf(cells: readonly Oklab[]): number {
  const mean = (channel: 0 | 1 | 2) => cells.reduce((sum, cell) => sum + cell[channel], 0) / cells.length
  const l = nearest(mean(0), LIGHTNESS)
  const base = LIGHTNESS.least + LIGHTNESS.step * l
  const levels = cells.map(([lightness]) => nearest(lightness - base, { least: -STEP, step: STEP, count: LEVELS }))
  const colour = (l * AXIS.count + nearest(mean(1), AXIS)) * AXIS.count + nearest(mean(2), AXIS)
  return LEAST + levels.reduceRight((number, level) => number * LEVELS + level, colour)
}

/** Which of some even steps is the nearest. */
function nearest(value: number, { least, step, count }: Steps): number {
  return Math.min(count - 1, Math.max(0, Math.round((value - least) / step)))
}
