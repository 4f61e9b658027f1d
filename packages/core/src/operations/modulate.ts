import { checkNumber, checkOptions } from '../language/check-arguments.js'
import { directive } from '../language/directive.js'
import { decimal } from '../language/grammars/number.js'
import { toOneTurn } from './angle.js'
import type { OperationKind } from './operation-kind.js'
import { readPercent } from './percent.js'

declare module '../language/draft.js' {
  interface Draft {
    /** Factor of the lightness. */
    brightness?: number
    /** Factor of the strength of colours. */
    saturation?: number
    /** Degrees. */
    hue?: number
  }
}

/** In CIE LCh: factors of L and C, 0 and more; degrees added to h, from 0 and below 360. */
export interface Modulate {
  readonly kind: 'modulate'
  readonly brightness: number
  readonly saturation: number
  readonly hue: number
}

export interface ModulateOptions {
  /** Factor of the lightness, 0–100. */
  brightness?: number
  /** Factor of the strength of colours, 0–100. */
  saturation?: number
  /** Degrees that every hue is turned by, −3600–3600. */
  hue?: number
}

export interface ModulateMethods {
  /** @param percent −100 (black) to 100 (twice as light); 0 changes nothing. */
  brightness(percent: number): this
  /** Lightness and strength of colours by factors, hue by degrees; what is left out stays as it was. */
  modulate(options: ModulateOptions): this
}

const FACTOR = [0, 100] as const
const DEGREES = [-3600, 3600] as const

const OPTIONS = ['brightness', 'saturation', 'hue'] as const satisfies readonly (keyof ModulateOptions)[]

export const modulate = {
  kind: 'modulate',
  directives: [
    directive({
      name: 'brightness',
      group: 'pixels',
      doc: 'Multiplies the lightness.',
      examples: [['1.2', 'a fifth lighter']],
      grammar: decimal(...FACTOR),
      apply: (value, draft) => {
        draft.brightness = value
      },
    }),
    directive({
      name: 'saturation',
      group: 'pixels',
      doc: 'Multiplies the strength of colours.',
      examples: [
        ['0', 'none'],
        ['1.5', 'half as much again'],
      ],
      grammar: decimal(...FACTOR),
      apply: (value, draft) => {
        draft.saturation = value
      },
      ineffective: ({ colourless }) =>
        colourless === undefined ? undefined : `beside ${colourless}, which leaves no colour`,
    }),
    directive({
      name: 'hue',
      group: 'pixels',
      doc: 'Turns every hue by an angle.',
      examples: [['90', 'greens become blues']],
      grammar: decimal(...DEGREES, 'degrees'),
      apply: (value, draft) => {
        draft.hue = value
      },
      ineffective: ({ colourless }) =>
        colourless === undefined ? undefined : `beside ${colourless}, which leaves no hue`,
    }),
  ],
  fromDraft: ({ brightness = 1, saturation = 1, hue = 0 }): Modulate => ({
    kind: 'modulate',
    brightness,
    saturation,
    hue,
  }),
  canonical(operation) {
    const modulated = { ...operation, hue: toOneTurn(operation.hue) }
    const { brightness, saturation, hue } = modulated
    return brightness === 1 && saturation === 1 && hue === 0 ? null : modulated
  },
  methods: {
    brightness: (_, percent: number) => ({ brightness: readPercent('brightness', percent) }),
    modulate(_, options: ModulateOptions) {
      checkOptions('modulate', options, OPTIONS)
      const { brightness, saturation, hue } = options
      return {
        ...(brightness === undefined ? {} : { brightness: checkNumber('brightness', brightness, ...FACTOR) }),
        ...(saturation === undefined ? {} : { saturation: checkNumber('saturation', saturation, ...FACTOR) }),
        ...(hue === undefined ? {} : { hue: checkNumber('hue', hue, ...DEGREES) }),
      }
    },
  },
} as const satisfies OperationKind<Modulate>
