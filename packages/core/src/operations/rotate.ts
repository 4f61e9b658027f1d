import { checkNumber } from '../language/check-arguments.js'
import { directive } from '../language/directive.js'
import { isGrayColour, OPAQUE_BLACK, type Rgba } from '../language/grammars/colour.js'
import { decimal } from '../language/grammars/number.js'
import type { Size } from '../plan/geometry.js'
import { toOneTurn } from './angle.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    /** Degrees clockwise. */
    rotate?: number
  }
}

/** Clockwise, above 0 and below 360; the background is what the turned picture does not cover. */
export interface Rotate {
  readonly kind: 'rotate'
  readonly degrees: number
  readonly background: Rgba
}

export interface RotateMethods {
  /**
   * Turns clockwise. Between quarter turns the picture grows to the box that holds it, its corners in the background.
   *
   * @param degrees −3600–3600; several calls add up.
   */
  rotate(degrees: number): this
}

/** Ten turns; a whole chain of them is far below. */
const DEGREES = [-3600, 3600] as const

export const rotate = {
  kind: 'rotate',
  directives: [
    directive({
      name: 'rotate',
      group: 'pixels',
      doc: 'Turns the resized picture clockwise; the output grows to hold it whole, corners filled with `background`.',
      examples: [
        ['90', 'a quarter turn, without loss'],
        ['-7.5', 'anticlockwise, by any angle'],
      ],
      grammar: decimal(...DEGREES, 'degrees'),
      apply: (value, draft) => {
        draft.rotate = value
      },
    }),
  ],
  fromDraft: ({ rotate: degrees, background = OPAQUE_BLACK }): Rotate | null =>
    degrees === undefined ? null : { kind: 'rotate', degrees, background },
  canonical({ degrees: asked, background }) {
    const degrees = toOneTurn(asked)
    if (degrees === 0) return null
    // Of a quarter turn's background nothing shows.
    return { kind: 'rotate', degrees, background: isQuarter(degrees) ? OPAQUE_BLACK : background }
  },
  sizeAfter: ({ degrees }, size) => turnSize(size, degrees),
  turn: ({ degrees }) => (isQuarter(degrees) ? { quarters: (degrees / 90) & 3, isMirrored: false } : null),
  ofTurn: ({ quarters, isMirrored }): Rotate | null =>
    isMirrored || quarters === 0 ? null : { kind: 'rotate', degrees: quarters * 90, background: OPAQUE_BLACK },
  growth: ({ degrees }) => (isQuarter(degrees) ? 1 : Math.SQRT2),
  keepsGray: ({ degrees, background }) => isQuarter(degrees) || isGrayColour(background),
  addsAlpha: ({ degrees, background }) => !isQuarter(degrees) && background[3] < 255,
  showsBackground: ({ rotate: degrees = 0 }) => !isQuarter(degrees),
  step: 'rotate',
  field: 'rotate',
  methods: {
    rotate: ({ rotate: before = 0 }, degrees: number) => ({
      rotate: (before + checkNumber('rotate', degrees, ...DEGREES)) % 360,
    }),
  },
} as const satisfies OperationKind<Rotate>

function isQuarter(degrees: number): boolean {
  return degrees % 90 === 0
}

/**
 * The box that just holds the turned picture, to the nearest pixel. Its twin is in
 * `native/engine/src/operations/rotate.rs`.
 */
function turnSize({ width, height }: Size, degrees: number): Size {
  if (degrees % 180 === 0) return { width, height }
  if (isQuarter(degrees)) return { width: height, height: width }
  const radians = (degrees * Math.PI) / 180
  const [sin, cos] = [Math.abs(Math.sin(radians)), Math.abs(Math.cos(radians))]
  const side = (length: number) => Math.max(Math.floor(length + 0.5), 1)
  return { width: side(width * cos + height * sin), height: side(width * sin + height * cos) }
}
