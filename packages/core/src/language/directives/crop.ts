import { directive } from '../directive.js'
import type { Grammar } from '../grammars/grammar.js'
import { parseDecimal, printDecimal } from '../grammars/number.js'

/** A length along one side: pixels, or a share of the side. */
export interface Length {
  value: number
  unit: 'px' | 'fraction'
}

/** A rectangle of the upright, trimmed source. */
export interface Crop {
  x: Length
  y: Length
  w: Length
  h: Length
}

const rectangle: Grammar<Crop> = {
  rule: 'x,y,width,height in pixels or per cent, such as 10,20,300,200 or 10%,0,50%,100%; width and height above 0',
  spellings: [],
  type: 'string',
  schema: { type: 'string' },
  parse(text) {
    const lengths = text.split(',').map(parseLength)
    const [x, y, w, h, ...rest] = lengths
    if (!x || !y || !w || !h || rest.length > 0) return undefined
    return w.value === 0 || h.value === 0 ? undefined : { x, y, w, h }
  },
  print: ({ x, y, w, h }) => [x, y, w, h].map(printLength).join(','),
}

export const crop = directive({
  name: 'crop',
  group: 'region',
  doc: 'A part of the upright picture, cut out before anything else but `trim`; sizes refer to it from then on.',
  examples: [
    ['100,50,600,400', 'in pixels: left, top, width, height'],
    ['10%,10%,80%,80%', 'without a border of a tenth'],
  ],
  grammar: rectangle,
  apply: (value, draft) => {
    draft.crop = value
  },
})

function parseLength(text: string): Length | undefined {
  const isPercent = text.endsWith('%')
  const digits = isPercent ? text.slice(0, -1) : text.replace(/px$/, '')
  const value = parseDecimal(digits)
  if (value === undefined || value < 0 || (isPercent ? value > 100 : !Number.isInteger(value))) return undefined
  return isPercent ? { value: value / 100, unit: 'fraction' } : { value, unit: 'px' }
}

function printLength({ value, unit }: Length): string {
  // 7% is 0.07, and 0.07 × 100 is a little more than 7.
  return unit === 'fraction' ? `${printDecimal(Number((value * 100).toPrecision(15)))}%` : String(value)
}
