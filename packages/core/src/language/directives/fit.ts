import { directive } from '../directive.js'
import { hasBox } from '../effect-context.js'
import { keyword } from '../grammars/keyword.js'

export const FITS = ['cover', 'contain', 'fill', 'inside', 'outside'] as const

/** How a picture meets a box of another shape. */
export type Fit = (typeof FITS)[number]

export const fit = directive({
  name: 'fit',
  group: 'size',
  shorthands: FITS,
  doc: 'How the picture meets a box of another shape: cut (`cover`, the default), padded (`contain`), stretched (`fill`), kept whole within (`inside`) or around (`outside`) it.',
  examples: [['contain', 'the whole picture, padded with `background`']],
  grammar: keyword(FITS),
  apply: (value, draft) => {
    draft.fit = value
  },
  ineffective: context =>
    hasBox(context) ? undefined : 'without both w and h, or aspect: one side alone keeps the ratio',
})
