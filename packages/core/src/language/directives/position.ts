import { directive } from '../directive.js'
import { hasBox } from '../effect-context.js'
import type { Grammar } from '../grammars/grammar.js'
import { decimal, printDecimal } from '../grammars/number.js'

/** The point that a crop keeps in its middle as far as the edges allow, in fractions of the picture; or how to find it. */
export type Position = FocalPoint | 'entropy' | 'attention'

export interface FocalPoint {
  x: number
  y: number
}

const NAMED: Readonly<Record<string, FocalPoint>> = {
  center: { x: 0.5, y: 0.5 },
  centre: { x: 0.5, y: 0.5 },
  ...named('top', 0.5, 0, 'north'),
  ...named('right', 1, 0.5, 'east'),
  ...named('bottom', 0.5, 1, 'south'),
  ...named('left', 0, 0.5, 'west'),
  ...named('right top', 1, 0, 'northeast'),
  ...named('right bottom', 1, 1, 'southeast'),
  ...named('left bottom', 0, 1, 'southwest'),
  ...named('left top', 0, 0, 'northwest'),
}

const fraction = decimal(0, 1)

const STRATEGIES = ['entropy', 'attention'] as const

const NAMES = [...Object.keys(NAMED), ...STRATEGIES]

const WORDS = NAMES.filter(name => /^[a-z]+$/.test(name))

const place: Grammar<Position> = {
  rule: `a side, a corner (such as right-top), a compass direction, center, ${STRATEGIES.join(', ')}, or a focal point x,y in fractions from 0 to 1`,
  spellings: WORDS,
  type: 'string',
  schema: { type: 'string' },
  parse(text) {
    const strategy = STRATEGIES.find(name => name === text)
    if (strategy !== undefined) return strategy
    const name = text.replace(/[-_]/, ' ')
    return Object.hasOwn(NAMED, name) ? NAMED[name] : parsePoint(text)
  },
  print: value => (typeof value === 'string' ? value : `${printDecimal(value.x)},${printDecimal(value.y)}`),
}

export const position = directive({
  name: 'position',
  group: 'size',
  shorthands: NAMES,
  doc: 'Which part a crop keeps, or where `contain` puts the picture.',
  examples: [
    ['top', 'the upper part'],
    ['right-bottom', 'a corner; `southeast` is the same'],
    ['0.3,0.7', 'around a focal point, in fractions of width and height'],
    ['attention', 'the part with the most striking colours and edges'],
  ],
  grammar: place,
  apply: (value, draft) => {
    draft.position = value
  },
  ineffective: context => {
    const { fit = 'cover' } = context.draft
    if (!hasBox(context)) return 'without a crop: give both w and h, or aspect'
    if (fit !== 'cover' && fit !== 'contain') return `with fit=${fit}, which keeps the whole picture`
    if (fit === 'contain' && typeof context.draft.position === 'string') {
      return `with fit=contain as ${context.draft.position}: nothing is cut; name a side or a point`
    }
    return undefined
  },
})

function parsePoint(text: string): FocalPoint | undefined {
  const [x, y, ...rest] = text.split(',').map(fraction.parse)
  return x === undefined || y === undefined || rest.length > 0 ? undefined : { x, y }
}

/** Corners may be named in either order. */
function named(name: string, x: number, y: number, compass: string): Record<string, FocalPoint> {
  const reversed = name.split(' ').reverse().join(' ')
  return { [name]: { x, y }, [reversed]: { x, y }, [compass]: { x, y } }
}
