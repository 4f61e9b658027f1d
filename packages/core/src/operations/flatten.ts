import { readBy } from '../language/check-arguments.js'
import { directive } from '../language/directive.js'
import { targetTraits } from '../language/effect-context.js'
import { colour, isGrayColour, OPAQUE_BLACK, type Rgb, withoutAlpha } from '../language/grammars/colour.js'
import { flag } from '../language/grammars/flag.js'
import type { OperationKind } from './operation-kind.js'

declare module '../language/draft.js' {
  interface Draft {
    flatten?: boolean
  }
}

/** What lies under transparent pixels. */
export interface Flatten {
  readonly kind: 'flatten'
  readonly background: Rgb
}

export interface FlattenMethods {
  /** Puts a colour under transparent pixels. @param color a CSS colour; without one, that of `background`. */
  flatten(color?: string): this
}

export const flatten = {
  kind: 'flatten',
  directives: [
    directive({
      name: 'flatten',
      group: 'pixels',
      doc: 'Lays the picture over `background` (black by default), so that nothing is transparent.',
      grammar: flag,
      apply: (value, draft) => {
        draft.flatten = value
      },
      ineffective: context =>
        context.draft.flatten === true && targetTraits(context)?.alpha === false
          ? `on ${context.formatName}, which is never transparent; background alone says what lies below`
          : undefined,
    }),
  ],
  fromDraft: ({ flatten: isAsked, background = OPAQUE_BLACK }): Flatten | null =>
    isAsked === true ? { kind: 'flatten', background: withoutAlpha(background) } : null,
  keepsGray: ({ background }) => isGrayColour(background),
  removesAlpha: true,
  showsBackground: draft => draft.flatten === true,
  methods: {
    flatten: (_, color?: string) => ({
      flatten: true,
      ...(color === undefined ? {} : { background: readBy(colour, 'flatten', color) }),
    }),
  },
} as const satisfies OperationKind<Flatten>
