import { readBy } from '../language/check-arguments.js'
import { directive } from '../language/directive.js'
import { colour, type Rgb, type Rgba, withoutAlpha } from '../language/grammars/colour.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    tint?: Rgba
  }
}

/** Luminance stays, chroma becomes that of the colour. */
export interface Tint {
  readonly kind: 'tint'
  readonly colour: Rgb
}

export interface TintMethods {
  /** Gives the picture one hue; lightness stays. @param color a CSS colour. */
  tint(color: string): this
}

export const tint = {
  kind: 'tint',
  directives: [
    directive({
      name: 'tint',
      group: 'pixels',
      doc: 'Gives the picture one hue; lightness stays.',
      examples: [['#ffaa22', 'an orange picture']],
      grammar: colour,
      apply: (value, draft) => {
        draft.tint = value
      },
      ineffective: ({ colourless }) =>
        colourless === undefined ? undefined : `beside ${colourless}, which takes it away again`,
    }),
  ],
  fromDraft: ({ tint: asked }): Tint | null =>
    asked === undefined ? null : { kind: 'tint', colour: withoutAlpha(asked) },
  keepsGray: () => false,
  methods: { tint: (_, color: string) => ({ tint: readBy(colour, 'tint', color) }) },
} as const satisfies OperationKind<Tint>
